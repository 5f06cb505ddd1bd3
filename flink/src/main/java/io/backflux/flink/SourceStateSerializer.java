package io.backflux.flink;

import io.backflux.flink.TargetState.Mode;
import io.backflux.flink.TargetState.Part;
import io.backflux.flink.TargetState.Spent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** An enumerator's state as bytes; version 1. */
final class SourceStateSerializer implements SimpleVersionedSerializer<SourceState> {

    static final SourceStateSerializer INSTANCE = new SourceStateSerializer();

    private static final int VERSION = 1;

    private SourceStateSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(SourceState state) throws IOException {
        return StateBytes.toBytes(state, (out, value) -> {
            StateBytes.list(out, value.targets(), SourceStateSerializer::write);
            StateBytes.list(out, value.pending(), HarvestSplitSerializer::write);
        });
    }

    @Override
    public SourceState deserialize(int version, byte[] bytes) throws IOException {
        return StateBytes.fromBytes(
                "the enumerator's state",
                VERSION,
                version,
                bytes,
                in -> new SourceState(
                        StateBytes.list(in, SourceStateSerializer::target),
                        StateBytes.list(in, HarvestSplitSerializer::read)));
    }

    private static void write(DataOutputStream out, TargetState target) throws IOException {
        out.writeInt(target.number());
        StateBytes.query(out, target.query());
        StateBytes.text(out, target.mode().name());
        StateBytes.list(out, target.parts(), SourceStateSerializer::write);
        StateBytes.optional(out, target.totalAtStart(), DataOutputStream::writeLong);
        StateBytes.optional(out, target.totalAtEnd(), DataOutputStream::writeLong);
        out.writeBoolean(target.isEndLookedAt());
        out.writeBoolean(target.allHaveTime());
        StateBytes.optional(out, target.withoutTimeAtEnd(), DataOutputStream::writeLong);
        StateBytes.optional(out, target.uncutFrom(), StateBytes::second);
        out.writeLong(target.uncut());
        out.writeInt(target.planning().requests());
        StateBytes.dollars(out, target.planning().cost());
    }

    private static TargetState target(DataInputStream in) throws IOException {
        TargetState target = new TargetState(
                in.readInt(),
                StateBytes.query(in),
                Mode.valueOf(StateBytes.text(in)),
                StateBytes.list(in, SourceStateSerializer::part));
        target.restore(
                StateBytes.optional(in, DataInputStream::readLong),
                StateBytes.optional(in, DataInputStream::readLong),
                StateBytes.flag(in),
                StateBytes.flag(in),
                StateBytes.optional(in, DataInputStream::readLong),
                StateBytes.optional(in, StateBytes::second),
                in.readLong(),
                new Spent(in.readInt(), StateBytes.dollars(in)));
        return target;
    }

    private static void write(DataOutputStream out, Part part) throws IOException {
        StateBytes.range(out, part.range());
        StateBytes.optional(out, part.planned(), DataOutputStream::writeLong);
        StateBytes.optional(out, part.report(), StateBytes::report);
    }

    private static Part part(DataInputStream in) throws IOException {
        return new Part(
                StateBytes.range(in),
                StateBytes.optional(in, DataInputStream::readLong),
                StateBytes.optional(in, StateBytes::report));
    }
}
