package io.backflux.benchmarks.reader;

import com.dslplatform.json.CompiledJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.avaje.jsonb.Json;
import io.backflux.IndirectLink;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** One step on the way of an indirect link. */
@NullUnmarked
@CompiledJson
@Json(naming = Json.Naming.LowerUnderscore)
public class LinkBean {

    @JsonProperty("type")
    private String type;

    @JsonProperty("status_code")
    private Integer statusCode;

    @JsonProperty("url")
    private String url;

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public Integer getStatusCode() {
        return statusCode;
    }

    public void setStatusCode(Integer statusCode) {
        this.statusCode = statusCode;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    static List<IndirectLink> values(List<LinkBean> path) {
        return path.stream()
                .map(link -> new IndirectLink(link.type, link.statusCode, link.url))
                .toList();
    }
}
