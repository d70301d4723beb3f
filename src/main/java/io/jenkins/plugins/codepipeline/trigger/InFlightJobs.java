package io.jenkins.plugins.codepipeline.trigger;

import hudson.Extension;
import hudson.ExtensionList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that a thread works on just now, so that no other thread does the same for them. */
@Extension
public final class InFlightJobs {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    /** Begins to work on a job, unless another thread does. */
    static Hold hold(String jobId) {
        Set<String> ids = ExtensionList.lookupSingleton(InFlightJobs.class).ids;
        return new Hold(ids, jobId, ids.add(jobId));
    }

    /** The time in which a thread works on a job. */
    static final class Hold implements AutoCloseable {

        private final Set<String> ids;
        private final String jobId;
        private final boolean held;

        private Hold(Set<String> ids, String jobId, boolean held) {
            this.ids = ids;
            this.jobId = jobId;
            this.held = held;
        }

        boolean isHeld() {
            return held;
        }

        @Override
        public void close() {
            if (held) {
                ids.remove(jobId);
            }
        }
    }
}
