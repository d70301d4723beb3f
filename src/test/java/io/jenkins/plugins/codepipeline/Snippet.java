package io.jenkins.plugins.codepipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of the documentation. What a test does with one depends on what stands behind its fence, which the table in
 * docs/development.md explains.
 *
 * @param place page and line, as {@code docs/pipeline.md:42}
 * @param section the page and the heading that it stands under
 * @param language the first word behind the fence, or ""
 * @param purpose the second word behind the fence, or ""
 */
record Snippet(String place, String section, String language, String purpose, String text) {

    private static final Pattern FENCE = Pattern.compile("( *)```(\\S*)(?: (\\S+))?");

    /** All of the README and of the folder docs. */
    static List<Snippet> all() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path page : pages()) {
            snippets.addAll(of(page));
        }
        return snippets;
    }

    /** The README and the folder docs. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    String page() {
        return place.substring(0, place.lastIndexOf(':'));
    }

    /** The others of the same section. */
    Stream<Snippet> beside() throws IOException {
        return of(Path.of(page())).stream().filter(other -> other.section.equals(section));
    }

    static List<Snippet> of(Path page) throws IOException {
        String name = page.toString().replace('\\', '/');
        List<Snippet> snippets = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        String section = name;
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (lines.get(i).startsWith("#")) {
                section = name + ' ' + lines.get(i);
            } else if (fence.matches()) {
                String place = name + ':' + (i + 1);
                StringBuilder text = new StringBuilder();
                for (i++; !lines.get(i).strip().equals("```"); i++) {
                    text.append(lines.get(i).substring(Math.min(fence.group(1).length(), lines.get(i).length()))).append('\n');
                }
                String purpose = fence.group(3) == null ? "" : fence.group(3);
                snippets.add(new Snippet(place, section, fence.group(2), purpose, text.toString()));
            }
        }
        return snippets;
    }

    @Override
    public String toString() {
        return place;
    }
}
