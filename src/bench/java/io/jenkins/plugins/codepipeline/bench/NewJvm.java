package io.jenkins.plugins.codepipeline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that runs a class of the benchmarks from the start, and tells figures line by line. */
final class NewJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;
    private final Writer input;

    NewJvm(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp", System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        lines = process.inputReader();
        input = process.outputWriter();
    }

    /** The next line, at which the JVM stands still. */
    String next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("A measured JVM has failed");
        }
        return line;
    }

    void goOn() throws IOException {
        input.write('\n');
        input.flush();
    }

    /** In the new JVM: tells a line and stands still. */
    static void tell(Object line) throws IOException {
        System.out.println(line);
        System.in.read();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
