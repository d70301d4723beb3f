package io.jenkins.plugins.codepipeline.trigger;

import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** What the trigger of one item did lately, latest first. Kept in memory. */
public final class PollingLog {

    private static final int MAX_EVENTS = 100;
    private static final int MAX_LENGTH = 1000;

    private final Deque<Event> events = new ArrayDeque<>();
    private Date lastPoll;

    /**
     * One thing that happened.
     *
     * @param failure whether it is one
     */
    public record Event(Date time, String text, boolean failure) {

        public Date getTime() {
            return new Date(time.getTime());
        }

        public String getText() {
            return text;
        }

        public boolean isFailure() {
            return failure;
        }
    }

    /** A poll was made. One that finds nothing is no event, since there are thousands. */
    synchronized void polled() {
        lastPoll = new Date();
    }

    /** An event on one line, whatever names it has in it. */
    void add(String text) {
        add(new Event(new Date(), Printable.text(text, MAX_LENGTH), false));
    }

    /** A failure, which may have several lines that say what to do. */
    void addFailure(String text) {
        String lines = text.lines().map(line -> Printable.text(line, MAX_LENGTH)).collect(Collectors.joining("\n"));
        add(new Event(new Date(), lines, true));
    }

    private synchronized void add(Event event) {
        if (events.size() == MAX_EVENTS) {
            events.removeLast();
        }
        events.addFirst(event);
    }

    /** When a poll was last answered, or null. */
    public synchronized Date getLastPoll() {
        return lastPoll == null ? null : new Date(lastPoll.getTime());
    }

    public synchronized List<Event> getEvents() {
        return Collections.unmodifiableList(new ArrayList<>(events));
    }
}
