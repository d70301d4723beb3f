package io.jenkins.plugins.codepipeline;

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.github.tomakehurst.wiremock.common.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** What holds for all pages of the documentation. */
public class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern INLINE_LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Set<String> FENCES = Set.of(
            "", "groovy", "groovy sends-nothing", "groovy trigger", "groovy job-dsl", "json", "json sent", "sh", "yaml", "yaml cloudformation");

    @Test
    public void everyRelativeLinkAndImageLeadsSomewhere() throws Exception {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (Matcher link = LINK.matcher(withoutFences(page)); link.find(); links++) {
                URI target = URI.create(link.group(1));
                if (target.isAbsolute()) {
                    continue;
                }
                Path file = target.getPath().isEmpty() ? page : page.resolveSibling(target.getPath()).normalize();
                if (!Files.exists(file) || target.getFragment() != null && !anchors(file).contains(target.getFragment())) {
                    broken.add(page + ": " + target);
                }
            }
        }
        assertThat(broken, is(empty()));
        assertThat(links, is(greaterThan(20)));
    }

    @Test
    public void everyPageAndEveryImageIsLinked() throws Exception {
        Set<Path> linked = pages().stream().flatMap(DocumentationTest::linked).collect(toSet());
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> !linked.contains(file)).toList(), is(empty()));
        }
    }

    @Test
    public void everyFenceSaysWhatATestDoesWithIt() throws Exception {
        List<String> unknown = new ArrayList<>();
        for (Snippet snippet : Snippet.all()) {
            boolean isFile = snippet.language().equals("json") && snippet.purpose().contains(".");
            if (!isFile && !FENCES.contains((snippet.language() + ' ' + snippet.purpose()).strip())) {
                unknown.add(snippet + ": " + snippet.language() + ' ' + snippet.purpose());
            }
        }
        assertThat(unknown, is(empty()));
    }

    @Test
    public void everyJsonIsOne() throws Exception {
        for (Snippet snippet : Snippet.all()) {
            if (snippet.language().equals("json")) {
                Json.read(snippet.text(), Object.class);
            }
        }
    }

    private static List<Path> pages() throws IOException {
        return Stream.concat(Snippet.pages().stream(), Stream.of(Path.of("CONTRIBUTING.md"))).toList();
    }

    private static Stream<Path> linked(Path page) {
        try {
            return LINK.matcher(withoutFences(page)).results()
                    .map(link -> URI.create(link.group(1)))
                    .filter(target -> !target.isAbsolute() && !target.getPath().isEmpty())
                    .map(target -> page.resolveSibling(target.getPath()).normalize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutFences(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?ms)^ *```.*?^ *```$", "");
    }

    /** The anchors of the headings, as GitHub makes them. */
    private static Set<String> anchors(Path page) throws IOException {
        return withoutFences(page).lines()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> INLINE_LINK.matcher(heading.group(1)).replaceAll("$1").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(toSet());
    }
}
