package io.backflux.flink;

import io.backflux.Backlink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A row as JSON behind its length. It grows with the API by itself, unknown fields included. */
final class BacklinkSerializer extends TypeSerializerSingleton<Backlink> {

    static final BacklinkSerializer INSTANCE = new BacklinkSerializer();

    private static final long serialVersionUID = 1;
    private static final int LONGEST = 1 << 26;

    private BacklinkSerializer() {}

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Backlink createInstance() {
        return Backlink.fromJson("{}");
    }

    @Override
    public Backlink copy(Backlink from) {
        return from;
    }

    @Override
    public Backlink copy(Backlink from, Backlink reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Backlink row, DataOutputView to) throws IOException {
        byte[] json = row.toExactJson().getBytes(StandardCharsets.UTF_8);
        to.writeInt(json.length);
        to.write(json);
    }

    @Override
    public Backlink deserialize(DataInputView from) throws IOException {
        return Backlink.fromJson(new String(bytes(from), StandardCharsets.UTF_8));
    }

    @Override
    public Backlink deserialize(Backlink reuse, DataInputView from) throws IOException {
        return deserialize(from);
    }

    @Override
    public void copy(DataInputView from, DataOutputView to) throws IOException {
        byte[] json = bytes(from);
        to.writeInt(json.length);
        to.write(json); // Not by length alone: some of Flink's outputs don't grow for that.
    }

    private static byte[] bytes(DataInputView from) throws IOException {
        int length = from.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a row of " + length + " bytes");
        }
        byte[] json = new byte[length];
        from.readFully(json);
        return json;
    }

    @Override
    public TypeSerializerSnapshot<Backlink> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public, with a public constructor, as Flink makes it by name. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Backlink> {

        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
