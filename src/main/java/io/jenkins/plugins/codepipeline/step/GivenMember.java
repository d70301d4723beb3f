package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * A member of the result that is not a plain text, as it was given. A form gives its parts one by one; a Pipeline script
 * gives a value, which is kept whatever it is, so that nothing is lost before it is checked.
 */
abstract class GivenMember {

    private final Object given;

    /** Made by a form: a structure, to be filled part by part. */
    GivenMember() {
        this.given = new LinkedHashMap<String, Object>();
    }

    /** Made by a Pipeline script. */
    GivenMember(Object given) {
        this.given = PlainTree.of(given instanceof UninstantiatedDescribable structure ? structure.getArguments() : given);
    }

    /** The value that takes the member's place in the tree. */
    final Object tree() {
        return given;
    }

    @CheckForNull
    final String text(String part) {
        Object value = given instanceof Map<?, ?> map ? map.get(part) : null;
        return value == null ? null : value.toString();
    }

    @SuppressWarnings("unchecked")
    final void put(String part, @CheckForNull String text) {
        if (Util.fixEmpty(text) != null) {
            ((Map<String, Object>) given).put(part, text);
        }
    }
}
