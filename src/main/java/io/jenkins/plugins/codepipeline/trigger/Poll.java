package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Queue;
import io.jenkins.plugins.codepipeline.config.CallResources;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import jenkins.util.Timer;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;

/**
 * A poll that is made again and again for all triggers that need the same. Between two, it costs a timer and no thread. A job
 * goes to a trigger whose item is enabled and has no job that waits for its build; if there is none, nothing is asked for.
 */
final class Poll {

    private static final Logger LOGGER = Logger.getLogger(Poll.class.getName());

    /** As AWS's own sample worker asks for. */
    private static final int MAX_BATCH_SIZE = 10;

    private static final Duration MAX_PAUSE = Duration.ofMinutes(10);

    /** After that, a change counts at the latest that Jenkins does not save, such as one of credentials kept elsewhere. */
    private static final Duration RECHECK_INTERVAL = Duration.ofMinutes(1);

    /** The share of a pause by which it may be shorter or longer, so that controllers and triggers do not poll in step. */
    private static final double JITTER = 0.1;

    private final PollKey key;
    private final List<CodePipelineTrigger> members = new CopyOnWriteArrayList<>();

    private Future<?> next;
    private long knownChanges;
    private long checkedAt = System.nanoTime();
    private boolean running;
    private boolean poked;
    private int nextMember;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile String failure;

    /**
     * Creates a poll without members.
     *
     * @param knownChanges the {@link SettingsListener#changeCount()} before the key was made
     */
    Poll(PollKey key, long knownChanges) {
        this.key = key;
        this.knownChanges = knownChanges;
    }

    void add(CodePipelineTrigger trigger) {
        members.add(trigger);
        if (members.size() == 1) {
            runNow();
        }
    }

    /** Returns whether it was the last one. */
    boolean remove(CodePipelineTrigger trigger) {
        members.remove(trigger);
        if (members.isEmpty()) {
            cancel();
            return true;
        }
        return false;
    }

    private synchronized void cancel() {
        if (next != null) {
            next.cancel(false);
        }
    }

    List<CodePipelineTrigger> members() {
        return List.copyOf(members);
    }

    PollKey key() {
        return key;
    }

    /** How many polls failed since the last one that did not. */
    int failures() {
        return failures.get();
    }

    /** Why the last poll failed, if it did. */
    @CheckForNull
    String failure() {
        return failure;
    }

    /** Polls at once; again, if it is doing so. */
    synchronized void runNow() {
        if (running) {
            poked = true;
        } else {
            schedule(Duration.ZERO);
        }
    }

    /** Does so unless the last poll failed. */
    synchronized void poke() {
        if (running || failures.get() == 0) {
            runNow();
        }
    }

    private synchronized void schedule(Duration delay) {
        if (members.isEmpty() || CallResources.get().isShuttingDown()) {
            return;
        }
        cancel();
        next = delay.isZero() ? submit() : Timer.get().schedule(this::submit, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<?> submit() {
        return SystemTaskRunner.submit(key.problem() == null ? key.target() : key, this::run);
    }

    /** Polls once, and plans the next time. */
    void run() {
        synchronized (this) {
            if (running) {
                return;
            }
            running = true;
            poked = false;
        }
        Duration pause = jittered(interval());
        try {
            if (JobPoller.get().isStarted() && !Jenkins.get().isQuietingDown()) {
                pause = poll() ? Duration.ZERO : pause;
            }
        } catch (CallFailedException | AbortException e) {
            pause = fail(e.getMessage());
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "A poll was broken off");
        } catch (RuntimeException | Error e) { // An error too may come from another plugin, and pass.
            LOGGER.log(Level.WARNING, e, () -> "The poll for " + key.query() + " failed");
            pause = fail(Messages.Poll_unexpected(Printable.text(e.toString(), 400)));
        } finally {
            synchronized (this) { // Else a poke just now would be lost.
                running = false;
                schedule(poked && failures.get() == 0 ? Duration.ZERO : pause);
            }
        }
    }

    /**
     * Polls for the members that are ready.
     *
     * @return whether a job was taken, so that there may be more
     */
    private boolean poll() throws AbortException, CallFailedException, InterruptedException {
        if (!isUpToDate(System.nanoTime())) {
            knownChanges = SettingsListener.changeCount(); // Before the look at them, so that none in the meantime is missed.
            checkedAt = System.nanoTime();
            JobPoller.get().regroup(members);
        }
        if (key.problem() != null) {
            throw new AbortException(key.problem());
        }
        List<CodePipelineTrigger> ready = ready();
        if (ready.isEmpty()) {
            return false;
        }
        ResolvedCredentials credentials = key.credentials(ready.get(0));
        List<CodePipelineTrigger> takers = takers(ready);
        PollForJobsResponse answer = CallResources.get()
                .call(
                        key.target(),
                        credentials,
                        "PollForJobs",
                        client -> client.pollForJobs(key.query().toRequest(takers.size())))
                .callOnce()
                .response();
        logs(PollingLog::polled);
        Set<String> waiting = JobLedger.get().waitingItems();
        boolean taken = false;
        for (int i = 0; i < answer.jobs().size() && i < takers.size(); i++) {
            // A job that is not acknowledged goes to somebody else, or comes again.
            taken |= isReady(takers.get(i), waiting)
                    && new JobTaker(key.target(), credentials, takers.get(i))
                            .take(answer.jobs().get(i));
        }
        succeed();
        return taken;
    }

    /** Whether the members belong to this poll for all that is known. A poll that failed may have done so since they do not. */
    boolean isUpToDate(long nanoTime) {
        return failures.get() == 0
                && knownChanges == SettingsListener.changeCount()
                && nanoTime - checkedAt < RECHECK_INTERVAL.toNanos();
    }

    /** The triggers that may take a job, each once, and not the same first at each poll. */
    private List<CodePipelineTrigger> ready() {
        Set<String> waiting = JobLedger.get().waitingItems();
        List<CodePipelineTrigger> ready =
                members.stream().filter(trigger -> isReady(trigger, waiting)).toList();
        if (ready.isEmpty()) {
            return ready;
        }
        int first = Math.floorMod(nextMember++, ready.size());
        return IntStream.range(0, ready.size())
                .mapToObj(i -> ready.get((first + i) % ready.size()))
                .toList();
    }

    /** The trigger for each job that is asked for: first each of those that are ready, then again those that can build several. */
    private static List<CodePipelineTrigger> takers(List<CodePipelineTrigger> ready) {
        List<CodePipelineTrigger> again =
                ready.stream().filter(trigger -> isBuiltAtOnce(trigger.item())).toList();
        return Stream.concat(ready.stream(), Stream.generate(() -> again).limit(MAX_BATCH_SIZE).flatMap(List::stream))
                .limit(MAX_BATCH_SIZE)
                .toList();
    }

    /** Whether no build waits, neither for an executor nor for an earlier build: a Pipeline that allows concurrent builds. */
    private static boolean isBuiltAtOnce(Job<?, ?> item) {
        return item instanceof Queue.FlyweightTask task && task.isConcurrentBuild();
    }

    private static boolean isReady(CodePipelineTrigger trigger, Set<String> waitingItems) {
        Job<?, ?> item = trigger.item();
        return item != null
                && trigger.isCurrent()
                && ((ParameterizedJob<?, ?>) item).isBuildable()
                && !waitingItems.contains(item.getFullName());
    }

    private void succeed() {
        boolean recovered = failures.getAndSet(0) > 0;
        failure = null;
        if (recovered) {
            logs(log -> log.add(Messages.Poll_recovered()));
        }
    }

    private Duration fail(String message) {
        int count = failures.incrementAndGet();
        failure = message;
        logs(log -> log.addFailure(message));
        return jittered(pauseAfter(count, interval()));
    }

    /** The pause after so many failures in a row, which is never shorter than that without. */
    static Duration pauseAfter(int failures, Duration interval) {
        Duration longer = interval.multipliedBy(1L << Math.min(failures, 8));
        Duration most = longer.compareTo(MAX_PAUSE) < 0 ? longer : MAX_PAUSE;
        return most.compareTo(interval) < 0 ? interval : most;
    }

    private void logs(Consumer<PollingLog> consumer) {
        members.forEach(trigger -> Optional.ofNullable(trigger.item())
                .map(item -> JobPoller.get().log(item.getFullName()))
                .ifPresent(consumer));
    }

    private Duration interval() {
        int seconds = members.stream()
                .map(CodePipelineTrigger::getPollInterval)
                .min(Comparator.naturalOrder())
                .orElse(CodePipelineTrigger.DEFAULT_POLL_INTERVAL);
        return Duration.ofSeconds(Math.max(seconds, CodePipelineTrigger.MIN_POLL_INTERVAL));
    }

    private static Duration jittered(Duration pause) {
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Duration.ofMillis((long) (pause.toMillis() * factor));
    }

    /** What it asks for, as a person reads it. */
    @Override
    public String toString() {
        String problem = key.problem();
        return problem == null ? key.query() + " (" + key.target().region() + ')' : problem;
    }
}
