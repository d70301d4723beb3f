package io.jenkins.plugins.codepipeline.trigger;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes a later version of the plugin out of this one: each of its classes has a further field and a further method, and so
 * another default {@code serialVersionUID}.
 */
final class LaterVersion {

    static final String PLUGIN = "codepipeline-job-result";
    static final String VERSION = "1000000";
    static final String FIELD = "addedLater";

    private static final Path OWN_PACKAGE = Path.of("io", "jenkins", "plugins", "codepipeline");

    private LaterVersion() {}

    /**
     * Puts it in the place of this version.
     *
     * @param home of a controller that does not run
     * @param classes a folder for its classes, which Jenkins takes for those of a plugin if it ends in target/classes
     */
    static void install(File home, File classes) throws IOException {
        Path link = home.toPath().resolve("plugins").resolve(PLUGIN + ".jpl");
        Manifest manifest;
        try (InputStream in = Files.newInputStream(link)) {
            manifest = new Manifest(in);
        }
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Plugin-Version", VERSION);
        attributes.putValue(
                "Libraries",
                Stream.of(attributes.getValue("Libraries").split(","))
                        .map(library -> change(Path.of(library), classes.toPath()).toString())
                        .collect(Collectors.joining(",")));
        try (OutputStream out = Files.newOutputStream(link)) {
            manifest.write(out);
        }
    }

    private static Path change(Path library, Path target) {
        if (!Files.exists(library.resolve(OWN_PACKAGE).resolve("step").resolve("JobStep.class"))) {
            return library;
        }
        try (Stream<Path> files = Files.walk(library)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path changed = target.resolve(library.relativize(file));
                Files.createDirectories(changed.getParent());
                byte[] content = Files.readAllBytes(file);
                Files.write(changed, file.toString().endsWith(".class") ? change(content) : content);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] change(byte[] type) {
        ClassReader reader = new ClassReader(type);
        ClassWriter writer = new ClassWriter(0);
        boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
        boolean isRecord = (reader.getAccess() & Opcodes.ACC_RECORD) != 0;
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visitEnd() {
                        if (!isInterface && !isRecord) {
                            visitField(0, FIELD, "Ljava/lang/String;", null, null).visitEnd();
                            MethodVisitor method = visitMethod(0, FIELD, "()V", null, null);
                            method.visitCode();
                            method.visitInsn(Opcodes.RETURN);
                            method.visitMaxs(0, 1);
                            method.visitEnd();
                        }
                        super.visitEnd();
                    }
                },
                0);
        return writer.toByteArray();
    }
}
