package io.backflux.flink;

import io.backflux.flink.HarvestSplit.Position;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Splits as bytes; version 1. */
final class HarvestSplitSerializer implements SimpleVersionedSerializer<HarvestSplit> {

    static final HarvestSplitSerializer INSTANCE = new HarvestSplitSerializer();

    private static final int VERSION = 1;

    private HarvestSplitSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(HarvestSplit split) throws IOException {
        return StateBytes.toBytes(split, HarvestSplitSerializer::write);
    }

    @Override
    public HarvestSplit deserialize(int version, byte[] bytes) throws IOException {
        return StateBytes.fromBytes("a split", VERSION, version, bytes, HarvestSplitSerializer::read);
    }

    static void write(DataOutputStream out, HarvestSplit split) throws IOException {
        out.writeInt(split.name().target());
        out.writeInt(split.name().part());
        StateBytes.query(out, split.query());
        StateBytes.range(out, split.range());
        write(out, split.position());
        out.writeBoolean(split.asksFirst());
        StateBytes.optional(out, split.report(), StateBytes::report);
    }

    static HarvestSplit read(DataInputStream in) throws IOException {
        return new HarvestSplit(
                new SplitName(in.readInt(), in.readInt()),
                StateBytes.query(in),
                StateBytes.range(in),
                position(in),
                StateBytes.flag(in),
                StateBytes.optional(in, StateBytes::report));
    }

    private static void write(DataOutputStream out, Position position) throws IOException {
        StateBytes.optional(out, position.checkpoint(), StateBytes::text);
        out.writeLong(position.emitted());
        StateBytes.list(out, position.ofOpenPage(), DataOutputStream::writeLong);
    }

    private static Position position(DataInputStream in) throws IOException {
        return new Position(
                StateBytes.optional(in, StateBytes::text),
                in.readLong(),
                StateBytes.list(in, DataInputStream::readLong));
    }
}
