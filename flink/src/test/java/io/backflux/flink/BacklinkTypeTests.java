package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class BacklinkTypeTests {

    private final TypeSerializer<Backlink> serializer =
            BacklinkTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());

    @Test
    void aRowComesBackWithWhatNobodyKnows() throws IOException {
        Backlink row = Backlink.fromJson(
                "{\"url_from\":\"https://a.example/\\u00e4\",\"anchor\":\"\\ud83d\",\"rank\":12.0,\"new_field\":[1]}");
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(row, out);
        DataOutputSerializer copy = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copy);

        assertThat(serializer.deserialize(new DataInputDeserializer(copy.getCopyOfBuffer())))
                .isEqualTo(row);
    }

    @Test
    void timestampsAreThoseOfFirstSeen() {
        TimestampAssigner<Backlink> timestamps =
                BacklinksSource.firstSeenWatermarks().createTimestampAssigner(UnregisteredMetricsGroup::new);
        Backlink row = Backlink.fromJson("{\"first_seen\":\"2023-02-10 16:15:27 +00:00\"}");

        assertThat(timestamps.extractTimestamp(row, 0))
                .isEqualTo(Instant.parse("2023-02-10T16:15:27Z").toEpochMilli());
        assertThat(timestamps.extractTimestamp(Backlink.fromJson("{}"), 0)).isEqualTo(Long.MIN_VALUE);
    }
}
