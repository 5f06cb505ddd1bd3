package io.backflux.simulator;

import java.util.List;

/** A language of pages: its code, where its sites stand, and a few texts. */
record Language(
        String code,
        String encoding,
        List<String> countries,
        List<String> titles,
        List<String> anchors,
        List<String> before,
        List<String> after) {

    /** English comes up more often than the others, as it does on the web. */
    static final List<Language> ALL = List.of(
            english(),
            english(),
            quoted(),
            english(),
            german(),
            french(),
            spanish(),
            polish(),
            russian(),
            greek(),
            japanese(),
            chinese(),
            hindi(),
            arabic());

    private static Language english() {
        return new Language(
                "en",
                "utf-8",
                List.of("US", "GB", "WW", "CA", "AU"),
                List.of("Ten ways to keep a small garden alive", "Weekly notes | The Harbour Letter", "About our team"),
                List.of("read the full story", "this article", "source", "the original report", "here"),
                List.of(
                        "We looked for a simple answer and found three of them, each with a price of its own. The best is in",
                        "Most of the numbers in the table below come from last year's survey, as explained at length in"),
                List.of(
                        ", which is worth an evening of anybody's time.",
                        "and a few others that we could not reach before this page was printed."));
    }

    private static Language quoted() {
        return new Language(
                "en",
                "iso-8859-1",
                List.of("US", "WW"),
                List.of("\"Quotes\" & back\\slashes: a field guide", "Tabs\tand\tother blanks", "🚀 Launch notes 🎉"),
                List.of("the \"best\" list", "C:\\links\\index", "👍 a good read", "<b>bold claim</b>"),
                List.of(
                        "She said: \"never trust a path like C:\\temp\\new\",\nand then she wrote one down herself; see",
                        "Bell \u0007, escape \u001b and the unit separator \u001f are all allowed in a text 🤷 as told in"),
                List.of(
                        "\r\n(second line of the note, with a \ttab in it)",
                        "\u2028 — and that's the \"end\" of it \ud83d\ude42"));
    }

    private static Language german() {
        return new Language(
                "de",
                "utf-8",
                List.of("DE", "AT", "CH"),
                List.of("Über uns und unsere Gärten", "Straßenkarte für Anfänger"),
                List.of("hier weiterlesen", "die ausführliche Fassung", "Quelle"),
                List.of("Wer es genauer wissen möchte, findet die größeren Zusammenhänge und alle Maße in"),
                List.of("– schön erklärt und für jeden verständlich, auch ohne Übung."));
    }

    private static Language french() {
        return new Language(
                "fr",
                "utf-8",
                List.of("FR", "BE", "CA"),
                List.of("L'été à la montagne", "Où trouver de bons légumes ?"),
                List.of("lire la suite", "l'étude complète", "à découvrir ici"),
                List.of("Après plusieurs années d'essais, nous avons été étonnés par ce que montre enfin"),
                List.of(", même si le début paraît un peu théorique à première vue."));
    }

    private static Language spanish() {
        return new Language(
                "es",
                "utf-8",
                List.of("ES", "MX", "AR"),
                List.of("Cómo cuidar un jardín pequeño", "Mañana empieza el otoño"),
                List.of("más información", "según este artículo", "aquí"),
                List.of("¿Quién no ha buscado alguna vez una explicación más sencilla? La encontramos por fin en"),
                List.of("; el año próximo volveremos a preguntar lo mismo."));
    }

    private static Language polish() {
        return new Language(
                "pl",
                "iso-8859-2",
                List.of("PL"),
                List.of("Źródła i łąki", "Książka na długą podróż"),
                List.of("czytaj więcej", "źródło"),
                List.of("Jeżeli ktoś chciałby dowiedzieć się czegoś więcej, powinien zajrzeć najpierw do"),
                List.of(", choć część wiadomości już się zestarzała."));
    }

    private static Language russian() {
        return new Language(
                "ru",
                "windows-1251",
                List.of("RU", "KZ"),
                List.of("Сад за окном и другие заметки", "Как мы считали ссылки"),
                List.of("читать дальше", "подробный рассказ", "источник"),
                List.of("Мы долго искали простой ответ, а нашли целых три, и лучший из них описан здесь:"),
                List.of("— и это ещё не самое удивительное."));
    }

    private static Language greek() {
        return new Language(
                "el",
                "utf-8",
                List.of("GR", "CY"),
                List.of("Ένας μικρός κήπος δίπλα στη θάλασσα"),
                List.of("διαβάστε περισσότερα", "η πηγή"),
                List.of("Όσοι θέλουν να μάθουν κάτι περισσότερο, ας ξεκινήσουν από"),
                List.of("και ας μη βιαστούν καθόλου."));
    }

    private static Language japanese() {
        return new Language(
                "ja",
                "shift_jis",
                List.of("JP"),
                List.of("小さな庭の育て方", "週末に読みたい話"),
                List.of("続きを読む", "元の記事"),
                List.of("くわしい数字と図は次のページにまとめてありますので、ぜひご覧ください。"),
                List.of("という話でした。"));
    }

    private static Language chinese() {
        return new Language(
                "zh",
                "gb2312",
                List.of("CN", "TW", "SG"),
                List.of("小花园的四季", "本周笔记"),
                List.of("阅读全文", "来源"),
                List.of("我们找了很久，终于在这里找到了一个简单的答案："),
                List.of("，值得花一个晚上读完。"));
    }

    private static Language hindi() {
        return new Language(
                "hi",
                "utf-8",
                List.of("IN"),
                List.of("छोटे बगीचे की देखभाल"),
                List.of("पूरा लेख पढ़ें", "स्रोत"),
                List.of("हमने एक सरल उत्तर खोजा और तीन मिले, सबसे अच्छा यहाँ है:"),
                List.of("जिसे पढ़ने में एक शाम लगती है।"));
    }

    private static Language arabic() {
        return new Language(
                "ar",
                "utf-8",
                List.of("EG", "AE"),
                List.of("حديقة صغيرة قرب البحر"),
                List.of("اقرأ المزيد", "المصدر"),
                List.of("بحثنا طويلا عن جواب بسيط ووجدنا ثلاثة، وأفضلها مكتوب في"),
                List.of("وهذا يكفي لليوم."));
    }

    static <T> T pick(List<T> list, long hash) {
        return list.get(Mix.below(hash, list.size()));
    }
}
