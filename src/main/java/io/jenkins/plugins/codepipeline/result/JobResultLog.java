package io.jenkins.plugins.codepipeline.result;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The results of a build that have an outcome, in a file beside the build's: one JSON object on each line. A line is added to
 * the end, so that it costs no more to keep the last of many results than the first.
 */
final class JobResultLog {

    private static final Logger LOGGER = Logger.getLogger(JobResultLog.class.getName());

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // A later version may have written it.
            .build();

    private final Path file;

    JobResultLog(Path buildFolder) {
        file = buildFolder.resolve("codepipeline-results.jsonl");
    }

    /**
     * Adds a line without waiting for the disk, which would cost a step as much again: if the machine fails just then, the step
     * has no outcome and sends the same request again. The line is ended before it begins, so that half a line spoils no other.
     */
    void append(JobResultRecord result) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.write('\n');
        line.write(MAPPER.writeValueAsBytes(result));
        Files.write(file, line.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All that can be read, in the order in which they got their outcome. */
    List<JobResultRecord> read() {
        try {
            // Unlike Files.lines, takes half a character at the end.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .flatMap(line -> parse(line).stream())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The results in " + file + " cannot be read");
            return List.of();
        }
    }

    private Optional<JobResultRecord> parse(String line) {
        try {
            return Optional.ofNullable(MAPPER.readValue(line, JobResultRecord.class));
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.WARNING, e, () -> "A result in " + file + " cannot be read");
            return Optional.empty();
        }
    }
}
