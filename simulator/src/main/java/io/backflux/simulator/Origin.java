package io.backflux.simulator;

/** The referring page of a row: its domain, its URL and what is known of the page. */
final class Origin {
    private static final int BIG_DOMAINS = 64;
    private static final int SMALL_DOMAINS = 40_000;

    private final DataSet data;
    private final int page;
    private final long hash;
    private final int domain;
    private final long domainHash;
    private final boolean internal;

    /** @param page the index of the first row on this page */
    Origin(DataSet data, int page) {
        this.data = data;
        this.page = page;
        this.hash = data.hash(page);
        this.internal = data.isInternal(page);
        this.domain = Mix.below(hash, 4) == 0
                ? Mix.below(bits(1), BIG_DOMAINS)
                : BIG_DOMAINS + Mix.below(bits(1), SMALL_DOMAINS);
        this.domainHash = Mix.of(0x0D0A11L, domain);
    }

    private long bits(int salt) {
        return Mix.of(hash, salt);
    }

    private long domainBits(int salt) {
        return Mix.of(domainHash, salt);
    }

    boolean isIp() {
        return !internal && domain % 97 == 13;
    }

    void domain(TextSink sink) {
        if (internal) {
            sink.add("help.").add(data.site());
        } else if (isIp()) {
            sink.add("203.0.113.").add(domain % 254 + 1);
        } else {
            name(sink);
        }
    }

    private void name(TextSink sink) {
        int combination = domain % 1024;
        sink.add(Mix.below(domainHash, 3) == 0 ? "www." : "")
                .add(Words.ADJECTIVES.get(combination % 32))
                .add(Words.NOUNS.get(combination / 32));
        if (domain >= 1024) {
            sink.add(domain / 1024);
        }
        sink.add(".").add(tld());
    }

    String tld() {
        if (internal) {
            return data.site().substring(data.site().lastIndexOf('.') + 1);
        }
        return isIp() ? "" : Language.pick(Words.TLDS, domainBits(1));
    }

    boolean https() {
        return Mix.below(domainBits(2), 6) != 0;
    }

    void url(TextSink sink) {
        sink.add(https() ? "https://" : "http://");
        domain(sink);
        sink.add("/")
                .add(Language.pick(Words.SECTIONS, bits(2)))
                .add("/")
                .add(Language.pick(Words.ADJECTIVES, bits(3)))
                .add("-")
                .add(Language.pick(Words.NOUNS, bits(4)))
                .add("-")
                .add(page);
        sink.add(Mix.below(bits(5), 12) == 0 ? "/?ref=list&q=a%20b" : "/");
    }

    void ip(TextSink sink) {
        long bits = domainBits(3);
        sink.add(isIp() ? "203.0.113." : "198.18.");
        if (isIp()) {
            sink.add(domain % 254 + 1);
        } else {
            sink.add(Mix.below(bits, 256)).add(".").add(Mix.below(bits * 31, 254) + 1);
        }
    }

    /** A number of the domain: the same on all its rows. */
    int ofDomain(int salt, int bound) {
        return Mix.below(domainBits(salt), bound);
    }

    /** A number of the page: the same on all its rows. */
    int ofPage(int salt, int bound) {
        return Mix.below(bits(salt), bound);
    }

    Language language() {
        return Language.ALL.get(ofDomain(4, Language.ALL.size()));
    }
}
