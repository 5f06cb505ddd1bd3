package io.backflux.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One backlink, seen field by field: nearly every field is worked out when it is asked for, and none is kept as text. */
final class Row {
    private static final long FIRST = 1_483_228_800L;
    private static final int YEARS = 244_000_000;
    private static final int DAY = 86_400;

    private final DataSet data;
    private final int index;
    private final RankScale scale;
    private final long hash;
    private final Origin origin;
    private final Destination destination;
    private final @Nullable Standing changed;
    /** Kept because many other fields hang on it. */
    private final String itemType;

    Row(DataSet data, int index, RankScale scale) {
        this.data = data;
        this.index = index;
        this.scale = scale;
        this.changed = data.standing(index);
        // Every hundredth row is the second link on the page of the row before it.
        boolean second = !data.isPage() && index % 100 == 99 && index < data.live();
        this.hash = Mix.of(data.hash(index), 77);
        this.origin = new Origin(data, second ? index - 1 : index);
        this.destination = new Destination(data, origin, second, hash);
        this.itemType = drawnType();
    }

    Origin origin() {
        return origin;
    }

    Destination destination() {
        return destination;
    }

    private int below(int salt, int bound) {
        return Mix.below(Mix.of(hash, salt), bound);
    }

    private long bits(int salt) {
        return Mix.of(hash, salt);
    }

    boolean isNew() {
        return isFound() || (data.bursts().usual() && !isInBurst() && below(1, 24) == 0);
    }

    private boolean isFound() {
        return changed != null && changed.isFound();
    }

    private boolean isInBurst() {
        return isWithin(data.bursts().onOneDay() + data.bursts().inOneSecond());
    }

    /** Whether the row is among the share of rows that this draw gives lowest numbers. */
    private boolean isWithin(double share) {
        return share > 0 && (bits(40) >>> 11) * 0x1p-53 < share;
    }

    boolean isLost() {
        return data.isLost(index);
    }

    long spamScore() {
        return below(2, 3) == 0 ? below(3, 100) : 0;
    }

    long rank() {
        return scale.shown(changed == null ? RankOrder.rank(index) : changed.rank());
    }

    long pageRank() {
        return scale.shown(origin.ofPage(17, 1001));
    }

    long domainRank() {
        return scale.shown(origin.ofDomain(5, 1001));
    }

    @Nullable List<String> platforms() {
        int pick = origin.ofDomain(6, Words.PLATFORMS.size() + 1);
        return pick == Words.PLATFORMS.size() ? null : Words.PLATFORMS.get(pick);
    }

    @Nullable String country() {
        int pick = origin.ofDomain(7, 6);
        List<String> countries = origin.language().countries();
        return pick == 0 ? null : pick == 1 ? "WW" : countries.get(pick % countries.size());
    }

    /** Whether the referring page was read; a redirect has no text of its own. */
    boolean hasPage() {
        return !itemType.equals("redirect");
    }

    @Nullable String encoding() {
        return hasPage() ? origin.language().encoding() : null;
    }

    @Nullable String language() {
        return hasPage() && origin.ofPage(18, 20) != 0 ? origin.language().code() : null;
    }

    @Nullable Text title() {
        if (!hasPage()) {
            return null;
        }
        List<String> titles = origin.language().titles();
        String title = titles.get(origin.ofPage(19, titles.size()));
        return sink -> sink.add(title).add(" | ").add(Words.NOUNS.get(origin.ofDomain(8, 32)));
    }

    long externalLinks() {
        return origin.ofPage(20, 120);
    }

    long internalLinks() {
        return origin.ofPage(21, 300);
    }

    long pageSize() {
        return hasPage() ? 4_000 + origin.ofPage(22, 400_000) : 0;
    }

    long pageStatus() {
        return hasPage() ? 200 : 301;
    }

    long lastSeen() {
        return changed == null ? data.lastSeen(index) : changed.lastSeen();
    }

    long firstSeen() {
        if (changed != null && changed.isFound()) {
            return changed.firstSeen();
        }
        if (isNew()) {
            return data.lastSeen(index);
        }
        if (isInBurst()) {
            return isWithin(data.bursts().inOneSecond())
                    ? FIRST + data.ofTarget(1, YEARS)
                    : FIRST + (long) DAY * data.ofTarget(2, YEARS / DAY) + below(41, DAY);
        }
        return data.bursts().usual() ? usuallyFirstSeen() : FIRST + Math.floorMod(bits(42), YEARS);
    }

    /** A quarter of the rows were found in one of some hundreds of bursts, all in the same second. */
    private long usuallyFirstSeen() {
        long burst = FIRST + Mix.below(Mix.of(0xB025L, below(4, 600)), YEARS);
        return below(5, 4) == 0 ? burst : burst + below(6, DAY);
    }

    /** {@link Field#NONE} when new. */
    long prevSeen() {
        return isNew() ? Field.NONE : lastSeen() - 7 * DAY - below(7, 50 * DAY);
    }

    String itemType() {
        return itemType;
    }

    private String drawnType() {
        int pick = below(8, 100);
        return pick < 72 ? "anchor" : pick < 88 ? "image" : Language.pick(Words.RARE_TYPES, bits(9));
    }

    @Nullable List<String> attributes() {
        int pick = below(10, 9);
        return pick < Words.ATTRIBUTES.size() ? Words.ATTRIBUTES.get(pick) : null;
    }

    boolean dofollow() {
        List<String> attributes = attributes();
        return attributes == null || !attributes.contains("nofollow");
    }

    boolean original() {
        return below(11, 3) == 0;
    }

    @Nullable Text alt() {
        return itemType.equals("image") && below(12, 5) != 0 ? phrase() : null;
    }

    @Nullable Text imageUrl() {
        if (!itemType.equals("image")) {
            return null;
        }
        return sink -> {
            sink.add("https://");
            origin.domain(sink);
            sink.add("/images/")
                    .add(Words.NOUNS.get(below(13, 32)))
                    .add("-")
                    .add(below(14, 900))
                    .add(".png");
        };
    }

    @Nullable Text anchor() {
        return itemType.equals("anchor") && below(15, 25) != 0 ? phrase() : alt();
    }

    private Text phrase() {
        int pick = below(16, 10);
        if (pick == 0) {
            return sink -> sink.add(data.site());
        }
        if (pick < 4) {
            return sink -> sink.add(Words.ADJECTIVES.get(below(17, 32)))
                    .add(" ")
                    .add(Words.NOUNS.get(below(18, 32)))
                    .add(" ")
                    .add(below(19, 300));
        }
        String phrase = Language.pick(origin.language().anchors(), bits(20));
        return sink -> sink.add(phrase);
    }

    @Nullable Text textPre() {
        return around(21, origin.language().before());
    }

    @Nullable Text textPost() {
        return around(22, origin.language().after());
    }

    private @Nullable Text around(int salt, List<String> texts) {
        if (!itemType.equals("anchor") || below(salt, 10) < 3) {
            return null;
        }
        String text = Language.pick(texts, bits(salt + 10));
        return sink -> sink.add(text);
    }

    @Nullable String place() {
        return hasPage() && below(23, 2) == 0 ? Language.pick(Words.PLACES, bits(24)) : null;
    }

    /** Once in five thousand rows more than an {@code int} holds. */
    long linksCount() {
        return index % 5000 == 4321 ? 3_000_000_000L + index : below(25, 8) == 0 ? 2 + below(26, 9) : 1;
    }

    /** How many keywords are in the first 3, 10 or 100; {@link Field#NONE} for the few pages not looked at. */
    long keywords(int top) {
        int pick = origin.ofPage(23, 50);
        if (pick == 0) {
            return Field.NONE;
        }
        return pick < 30 ? 0 : (long) origin.ofPage(24, 7) * top / 3 + (top > 3 ? origin.ofPage(25, top) : 0);
    }

    /** The links between the referring page and the target: mostly none, else one or two. */
    int hops() {
        int pick = below(30, 100);
        return pick < 92 ? 0 : pick < 97 ? 1 : 2;
    }

    String hopType(int hop) {
        return below(31 + hop, 3) == 0 ? "canonical" : "redirect";
    }

    long hopStatus(int hop) {
        return hopType(hop).equals("canonical") ? 200 : below(33 + hop, 2) == 0 ? 301 : 302;
    }

    Text hopUrl(int hop) {
        return sink -> {
            sink.add("https://go.");
            sink.add(Words.NOUNS.get(below(35 + hop, 32)));
            sink.add(".example/").add(below(37 + hop, 1_000_000));
        };
    }
}
