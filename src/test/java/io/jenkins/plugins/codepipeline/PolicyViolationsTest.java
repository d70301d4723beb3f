package io.jenkins.plugins.codepipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.htmlunit.WebClient;
import org.junit.Test;

public class PolicyViolationsTest {

    /** That of Jenkins 2.541.3. */
    private static final String POLICY = "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'self';"
            + " img-src 'self' data:; script-src 'report-sample' 'self'; style-src 'report-sample' 'self' 'unsafe-inline';";

    @Test
    public void whatAPageOfJenkinsIsMadeOfIsAllowed() throws Exception {
        assertThat(
                violations("<script src='/a.js'></script><script type='application/json'>{}</script><style>p {}</style>"
                        + "<link rel='stylesheet' href='a.css'><p style='color: red'>a</p><img src='a.png'>"
                        + "<img src='data:image/png;base64,AAAA'><form action='submit' method='post'></form>"
                        + "<input checkurl='/check' checkdependson=''><a href='https://elsewhere.example/'>a</a>"),
                is(empty()));
    }

    @Test
    public void eachKindOfScriptInThePageIsAViolation() throws Exception {
        for (String html : List.of(
                "<script>let a = 1;</script>",
                "<script type='text/javascript'>let a = 1;</script>",
                "<a href='#' onclick='a()'>a</a>",
                "<a href='javascript:a()'>a</a>",
                "<input checkurl=\"'/check?value=' + this.value\">")) {
            assertThat(html, violations(html), hasSize(1));
        }
    }

    @Test
    public void whatComesFromElsewhereIsAViolation() throws Exception {
        for (String html : List.of(
                "<script src='https://elsewhere.example/a.js'></script>",
                "<link rel='stylesheet' href='https://elsewhere.example/a.css'>",
                "<img src='https://elsewhere.example/a.png'>",
                "<iframe src='https://elsewhere.example/'></iframe>",
                "<form action='https://elsewhere.example/'></form>",
                "<object data='a.pdf'></object>")) {
            assertThat(html, violations(html), hasSize(1));
        }
    }

    private static List<String> violations(String html) throws Exception {
        try (WebClient browser = new WebClient()) {
            browser.getOptions().setJavaScriptEnabled(false);
            return PolicyViolations.of(browser.loadHtmlCodeIntoCurrentWindow("<html><body>" + html + "</body></html>"), POLICY);
        }
    }
}
