package io.backflux.benchmarks.harvest;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The way of the vendor's client: OkHttp, the body as text, the text as a tree, the tree as objects. */
final class OkHttpGson implements Contender {

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http = new OkHttpClient();
    private final Gson gson = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeAdapter(Instant.class, new GsonInstant())
            .create();
    private final String endpoint;

    OkHttpGson(URI server) {
        this.endpoint = PageRequest.endpoint(server).toString();
    }

    @Override
    public void harvest(Site site, Tally tally) throws IOException {
        String token = null;
        do {
            PageAnswer answer = page(site, token);
            answer.rows().forEach(row -> tally.row(row.rank(), row.lastSeen()));
            token = answer.token();
        } while (token != null);
    }

    PageAnswer page(Site site, @Nullable String token) throws IOException {
        Request request = new Request.Builder()
                .url(endpoint)
                .header("Authorization", PageRequest.AUTHORIZATION)
                .post(RequestBody.create(PageRequest.json(site, token), JSON))
                .build();
        try (Response response = http.newCall(request).execute()) {
            JsonElement tree = JsonParser.parseString(response.body().string());
            return gson.fromJson(tree, PageAnswer.class);
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
