package io.jenkins.plugins.codepipeline.demo;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/** Pieces of HTML. Every text, whoever wrote it, goes through {@link #text}. */
final class Html {

    private Html() {}

    /** Writes a text so that it stays one. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A text that may be missing, in a line of its own. */
    static String line(String text) {
        return text == null || text.isEmpty() ? "" : "<div>" + text(text) + "</div>";
    }

    static String code(String text) {
        return "<code>" + text(text) + "</code>";
    }

    static String note(String text) {
        return "<small>" + text(text) + "</small>";
    }

    static String cells(String... contents) {
        return Arrays.stream(contents).map(content -> "<td>" + content + "</td>").collect(joining("", "<tr>", "</tr>\n"));
    }

    static String head(String... titles) {
        return Arrays.stream(titles)
                .map(title -> "<th>" + text(title) + "</th>")
                .collect(joining("", "<thead><tr>", "</tr></thead>\n"));
    }

    static String option(String value, String label) {
        return "<option value=\"%s\">%s</option>".formatted(text(value), text(label));
    }

    /** A button that posts one value. */
    static String button(String action, String name, String value, String label) {
        return """
                <form method="post" action="%s"><input type="hidden" name="%s" value="%s"><button>%s</button></form>
                """.formatted(text(action), text(name), text(value), text(label));
    }
}
