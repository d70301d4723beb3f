package io.jenkins.plugins.codepipeline.trigger;

import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.codepipeline.config.CallResources;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs work of triggers as Jenkins itself. The threads of the calls belong to no user, so they would not even see the items. */
final class SystemTaskRunner {

    private static final Logger LOGGER = Logger.getLogger(SystemTaskRunner.class.getName());

    private SystemTaskRunner() {}

    /**
     * Runs work when it is its turn.
     *
     * @param queue that of the calls' dispatcher in which the work waits
     * @return with which it can be cancelled
     */
    static Future<?> submit(Object queue, Runnable work) {
        return CallResources.get().dispatcher().submit(queue, () -> {
            try (ACLContext jenkins = ACL.as2(ACL.SYSTEM2)) {
                work.run();
            } catch (RuntimeException | Error e) { // Else nobody would hear of it.
                LOGGER.log(Level.WARNING, "Work of a trigger failed", e);
            }
        });
    }
}
