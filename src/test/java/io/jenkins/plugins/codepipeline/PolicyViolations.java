package io.jenkins.plugins.codepipeline;

import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.htmlunit.csp.Policy;
import org.htmlunit.csp.PolicyInOrigin;
import org.htmlunit.csp.url.GUID;
import org.htmlunit.csp.url.URI;
import org.htmlunit.csp.url.URLWithScheme;
import org.htmlunit.html.DomAttr;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;

/**
 * What a browser would report of a page as a violation of the Content Security Policy that the page came with. HtmlUnit reads
 * such policies but enforces next to nothing of them.
 */
public final class PolicyViolations {

    private static final String HEADER = "Content-Security-Policy";

    private final HtmlPage page;
    private final PolicyInOrigin policy;
    private final List<String> found = new ArrayList<>();

    private PolicyViolations(HtmlPage page, String policy) {
        this.page = page;
        this.policy = new PolicyInOrigin(
                Policy.parseSerializedCSP(policy, Policy.PolicyErrorConsumer.ignored),
                URI.parseURI(page.getUrl().toString()).orElseThrow());
    }

    public static List<String> of(HtmlPage page) {
        String policy = page.getWebResponse().getResponseHeaderValue(HEADER);
        return policy == null ? List.of("There is no policy that is enforced") : of(page, policy);
    }

    public static List<String> of(HtmlPage page, String policy) {
        PolicyViolations violations = new PolicyViolations(page, policy);
        page.getDomElementDescendants().forEach(violations::check);
        return violations.found;
    }

    private void check(DomElement element) {
        switch (element.getTagName()) {
            case "script" -> checkScript(element);
            case "style" -> check(element, policy.allowsUnsafeInlineStyle());
            case "link" -> {
                if (element.getAttribute("rel").contains("stylesheet")) {
                    checkUrl(element, "href", policy::allowsStyleFromSource);
                }
            }
            case "img" -> checkUrl(element, "src", policy::allowsImageFromSource);
            case "iframe", "frame" -> checkUrl(element, "src", policy::allowsFrameFromSource);
            case "object", "embed" -> check(element, false);
            case "form" -> checkUrl(element, "action", policy::allowsFormAction);
            default -> {
                // Only attributes count.
            }
        }
        for (DomAttr attribute : element.getAttributesMap().values()) {
            String name = attribute.getName().toLowerCase(Locale.ROOT);
            String value = attribute.getValue().strip().toLowerCase(Locale.ROOT);
            if (name.startsWith("on") || value.startsWith("javascript:")) {
                check(element, policy.allowsUnsafeInlineScript());
            } else if (name.equals("style")) {
                check(element, policy.allowsUnsafeInlineStyle());
            } else if (name.equals("checkurl") && !element.hasAttribute("checkdependson")) {
                // Jenkins then evaluates the URL as a script.
                check(element, policy.getPolicy().allowsEval());
            }
        }
    }

    private void checkScript(DomElement script) {
        String type = script.getAttribute("type");
        if (script.hasAttribute("src")) {
            checkUrl(script, "src", policy::allowsScriptFromSource);
        } else if (type.isEmpty() || type.equals("module") || type.contains("javascript")) {
            check(script, policy.allowsUnsafeInlineScript());
        }
    }

    private void checkUrl(DomElement element, String attribute, Predicate<URLWithScheme> allowed) {
        String value = element.getAttribute(attribute).strip();
        if (!value.isEmpty()) {
            check(element, url(value).filter(allowed).isPresent());
        }
    }

    private Optional<URLWithScheme> url(String value) {
        try {
            return value.startsWith("data:")
                    ? GUID.parseGUID(value).map(URLWithScheme.class::cast)
                    : URI.parseURI(page.getFullyQualifiedUrl(value).toString()).map(URLWithScheme.class::cast);
        } catch (MalformedURLException e) {
            return Optional.empty();
        }
    }

    private void check(DomElement element, boolean allowed) {
        if (!allowed) {
            String text = element.asXml();
            found.add(text.substring(0, Math.min(300, text.length())));
        }
    }
}
