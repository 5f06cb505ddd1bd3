package io.backflux.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An SVG image in the making, legible on light and on dark pages. */
final class Svg {

    private static final String STYLE = """
            text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2328 }
            .title { font-size: 16px; font-weight: 600 }
            .panel { font-size: 13px; font-weight: 600 }
            .ours-label { font-weight: 600 }
            .note, .floor-label { fill: #59636e }
            .paper { fill: #ffffff }
            .ours { fill: #0969da }
            .other { fill: #a8b1bb }
            .floor { fill: none; stroke: #a8b1bb; stroke-dasharray: 3 2 }
            .grid { fill: none; stroke: #d1d9e0 }
            .line-1 { fill: none; stroke: #a8b1bb; stroke-width: 2 }
            .line-2 { fill: none; stroke: #54aeff; stroke-width: 2 }
            .line-3 { fill: none; stroke: #0969da; stroke-width: 2 }
            .line-4 { fill: none; stroke: #0a3069; stroke-width: 2 }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc }
              .note, .floor-label { fill: #9198a1 }
              .paper { fill: #0d1117 }
              .ours { fill: #4493f8 }
              .other { fill: #59636e }
              .floor { stroke: #59636e }
              .grid { stroke: #3d444d }
              .line-1 { stroke: #59636e }
              .line-2 { stroke: #1f6feb }
              .line-3 { stroke: #58a6ff }
              .line-4 { stroke: #cae8ff }
            }
            """;

    private final StringBuilder svg = new StringBuilder();

    Svg(int width, int height) {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n",
                width,
                height,
                width,
                height));
        svg.append("<style>\n").append(STYLE).append("</style>\n");
        svg.append(String.format(
                Locale.ROOT, "<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n", width, height));
    }

    void text(double x, double y, String look, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.0f\" y=\"%.0f\" class=\"%s\">%s</text>%n", x, y, look, escaped(text)));
    }

    void bar(double x, double y, double width, double height, String look) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.1f\" height=\"%.0f\" rx=\"2\" class=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                look));
    }

    /** A line through points: x, y, x, y and so on. */
    void line(List<Double> points, String look) {
        String all = IntStream.range(0, points.size() / 2)
                .mapToObj(point ->
                        String.format(Locale.ROOT, "%.1f,%.1f", points.get(2 * point), points.get(2 * point + 1)))
                .collect(Collectors.joining(" "));
        svg.append(String.format(Locale.ROOT, "<polyline points=\"%s\" class=\"%s\"/>%n", all, look));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    String close() {
        return svg.append("</svg>\n").toString();
    }
}
