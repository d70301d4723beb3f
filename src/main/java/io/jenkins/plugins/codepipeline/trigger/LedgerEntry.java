package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;

/**
 * A job that this controller took, and what it owes CodePipeline for it. Immutable; a later state is another entry. Stored
 * from before the job is acknowledged until its result is recorded.
 */
final class LedgerEntry {

    /** How far a job is. */
    enum State {

        /** It was polled. Its acknowledgement may have been sent or not. */
        POLLED,

        /** It is this controller's, and is to have a build. */
        ACKNOWLEDGED,

        /** Its build has begun. */
        BUILDING,

        /** Its build has ended without a result, which the plugin has to send. */
        RESULT_DUE
    }

    private final CodePipelineJob job;
    private final String itemFullName;
    private final TriggerSettings settings;
    private final long takenAt;
    private final State state;

    /** Stored encrypted: with it an acknowledgement can be sent again. */
    @CheckForNull
    private final Secret nonce;

    private final int buildNumber;

    @CheckForNull
    private final BuildOutcome result;

    private final String lastEvent;
    private final long lastEventAt;

    private LedgerEntry(
            CodePipelineJob job,
            String itemFullName,
            TriggerSettings settings,
            long takenAt,
            State state,
            @CheckForNull Secret nonce,
            int buildNumber,
            @CheckForNull BuildOutcome result,
            String lastEvent) {
        this.job = job;
        this.itemFullName = itemFullName;
        this.settings = settings;
        this.takenAt = takenAt;
        this.state = state;
        this.nonce = nonce;
        this.buildNumber = buildNumber;
        this.result = result;
        this.lastEvent = lastEvent;
        this.lastEventAt = System.currentTimeMillis();
    }

    static LedgerEntry polled(CodePipelineJob job, String nonce, String itemFullName, TriggerSettings settings) {
        return new LedgerEntry(
                job,
                itemFullName,
                settings,
                System.currentTimeMillis(),
                State.POLLED,
                Secret.fromString(nonce),
                0,
                null,
                Messages.LedgerEntry_polled());
    }

    /** The same if it has come further already. */
    LedgerEntry acknowledged() {
        return state == State.POLLED ? next(State.ACKNOWLEDGED, 0, null, Messages.LedgerEntry_acknowledged()) : this;
    }

    LedgerEntry building(int number) {
        return next(State.BUILDING, number, null, Messages.LedgerEntry_building(number));
    }

    LedgerEntry resultDue(BuildOutcome due) {
        return next(State.RESULT_DUE, buildNumber, due, Messages.LedgerEntry_resultDue(due.operation().apiName()));
    }

    /** The same with what happened last. */
    LedgerEntry withEvent(String event) {
        return new LedgerEntry(job, itemFullName, settings, takenAt, state, nonce, buildNumber, result, event);
    }

    /** The same as it was handed out again. */
    LedgerEntry withNonce(String next) {
        return new LedgerEntry(
                job, itemFullName, settings, takenAt, state, Secret.fromString(next), buildNumber, result, lastEvent);
    }

    LedgerEntry withItem(String fullName) {
        return new LedgerEntry(job, fullName, settings, takenAt, state, nonce, buildNumber, result, lastEvent);
    }

    private LedgerEntry next(State next, int number, @CheckForNull BuildOutcome due, String event) {
        return new LedgerEntry(job, itemFullName, settings, takenAt, next, null, number, due, event);
    }

    CodePipelineJob job() {
        return job;
    }

    String id() {
        return job.getId();
    }

    String itemFullName() {
        return itemFullName;
    }

    TriggerSettings settings() {
        return settings;
    }

    long takenAt() {
        return takenAt;
    }

    State state() {
        return state;
    }

    /** Whether its build has not begun. */
    boolean isWaiting() {
        return state == State.POLLED || state == State.ACKNOWLEDGED;
    }

    /** Whether its result is to be sent. */
    boolean isResultDue() {
        return state == State.RESULT_DUE;
    }

    @CheckForNull
    String nonce() {
        return Secret.toString(nonce);
    }

    /** 0 if there is no build yet. */
    int buildNumber() {
        return buildNumber;
    }

    @CheckForNull
    BuildOutcome result() {
        return result;
    }

    String lastEvent() {
        return lastEvent;
    }

    long lastEventAt() {
        return lastEventAt;
    }
}
