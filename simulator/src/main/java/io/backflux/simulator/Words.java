package io.backflux.simulator;

import java.util.List;

/** The small pools that names, paths and open sets of values are drawn from. */
final class Words {
    static final List<String> ADJECTIVES = List.of(
            "quiet", "amber", "brisk", "copper", "distant", "early", "fair", "gentle", "hollow", "ivory", "jolly",
            "keen", "little", "mellow", "narrow", "olive", "plain", "quick", "rapid", "silver", "tall", "upper",
            "velvet", "wide", "young", "zesty", "blue", "coral", "deep", "eastern", "fresh", "golden");
    static final List<String> NOUNS = List.of(
            "harbor",
            "meadow",
            "anchor",
            "bridge",
            "cedar",
            "delta",
            "ember",
            "forest",
            "garden",
            "hill",
            "island",
            "journal",
            "kettle",
            "lantern",
            "market",
            "notebook",
            "orchard",
            "pebble",
            "quarry",
            "river",
            "stone",
            "timber",
            "union",
            "valley",
            "willow",
            "yard",
            "beacon",
            "canyon",
            "dune",
            "field",
            "grove",
            "lake");
    static final List<String> TLDS =
            List.of("com", "com", "com", "org", "net", "de", "fr", "jp", "io", "info", "pl", "ru", "in", "gr");
    static final List<String> SECTIONS = List.of("blog", "news", "articles", "2021/04", "wiki", "forum/topic", "tag");
    static final List<String> PATHS = List.of("sites", "stories", "lists", "people", "guides", "profile", "archive");
    static final List<List<String>> ATTRIBUTES = List.of(
            List.of("nofollow"),
            List.of("noopener", "noreferrer"),
            List.of("nofollow", "ugc"),
            List.of("noopener"),
            List.of("sponsored", "nofollow", "noopener"));
    static final List<List<String>> PLATFORMS = List.of(
            List.of("unknown"),
            List.of("cms", "blogs"),
            List.of("news"),
            List.of("cms", "blogs", "organization"),
            List.of("message-boards"),
            List.of("ecommerce"));
    static final List<String> PLACES =
            List.of("article", "section", "main", "footer", "header", "nav", "aside", "summary");
    static final List<String> RARE_TYPES = List.of("canonical", "redirect", "alternate", "meta", "link", "redirect");

    private Words() {}
}
