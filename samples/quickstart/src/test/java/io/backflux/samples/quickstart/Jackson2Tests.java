package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.backflux.Backlink;
import io.backflux.jackson.BacklinksModule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Rows as JSON, by mappers of either release. */
class Jackson2Tests {

    private static final Backlink ROW =
            Backlink.fromJson("{\"url_from\":\"https://a.example/\",\"first_seen\":\"2023-02-10 16:15:27 +00:00\","
                    + "\"anchor\":null,\"attributes\":[\"ugc\"],\"rank\":\"12\",\"new_field\":{\"a\":[1,2.5]}}");

    @Test
    void jackson3HasAModule() {
        JsonMapper mapper =
                JsonMapper.builder().addModule(new BacklinksModule()).build();

        String json = mapper.writeValueAsString(ROW);

        assertThat(json).isEqualTo(ROW.toJson());
        assertThat(mapper.readValue(json, Backlink.class)).isEqualTo(ROW);
    }

    @Test
    void jackson2TakesTheRowsOwnJson() throws JsonProcessingException {
        SimpleModule rows = new SimpleModule("backflux");
        rows.addSerializer(Backlink.class, new JsonSerializer<>() {
            @Override
            public void serialize(Backlink row, JsonGenerator json, SerializerProvider context) throws IOException {
                json.writeRawValue(row.toJson());
            }
        });
        rows.addDeserializer(Backlink.class, new JsonDeserializer<>() {
            @Override
            public Backlink deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return Backlink.fromJson(json.readValueAsTree().toString());
            }
        });
        ObjectMapper mapper = new ObjectMapper().registerModule(rows);

        String json = mapper.writeValueAsString(List.of(ROW, ROW));

        assertThat(json).isEqualTo("[" + ROW.toJson() + "," + ROW.toJson() + "]");
        assertThat(mapper.readValue(json, new TypeReference<List<Backlink>>() {}))
                .containsExactly(ROW, ROW);
    }
}
