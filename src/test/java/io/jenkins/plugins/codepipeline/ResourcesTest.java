package io.jenkins.plugins.codepipeline;

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** What holds for all views and help texts. */
public class ResourcesTest {

    private static final Path ROOT = Path.of("src", "main", "resources");

    private static final Pattern INLINE = Pattern.compile("<script|<style|\\sstyle=|\\son[a-z]+=|javascript:", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT = Pattern.compile("\\$\\{%([A-Za-z]+)");

    @Test
    public void noneHasInlineScriptOrStyle() throws Exception {
        List<Path> with = new ArrayList<>();
        for (Path view : files(".jelly", ".html")) {
            if (INLINE.matcher(Files.readString(view)).find()) {
                with.add(view);
            }
        }
        assertThat(with, is(empty()));
    }

    @Test
    public void everyViewEscapesByDefault() throws Exception {
        List<Path> without = new ArrayList<>();
        for (Path view : files(".jelly")) {
            if (!Files.readString(view).startsWith("<?jelly escape-by-default='true'?>")) {
                without.add(view);
            }
        }
        assertThat(without, is(empty()));
    }

    @Test
    public void everyTextOfAViewIsInItsPropertiesAndIsUsed() throws Exception {
        int views = 0;
        for (Path view : files(".jelly")) {
            Set<String> used = new HashSet<>(TEXT.matcher(Files.readString(view)).results().map(r -> r.group(1)).collect(toSet()));
            if (!used.isEmpty()) {
                Properties texts = new Properties();
                try (Reader reader = Files.newBufferedReader(
                        view.resolveSibling(view.getFileName().toString().replace(".jelly", ".properties")))) {
                    texts.load(reader);
                }
                assertThat(view.toString(), texts.stringPropertyNames(), is(used));
                views++;
            }
        }
        assertThat(views, greaterThan(3));
    }

    private static List<Path> files(String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).toList();
            assertThat(found, is(not(empty())));
            return found;
        }
    }
}
