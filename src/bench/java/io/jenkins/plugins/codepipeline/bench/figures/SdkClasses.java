package io.jenkins.plugins.codepipeline.bench.figures;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The classes of the AWS SDK that this JVM has loaded. */
public final class SdkClasses {

    private SdkClasses() {}

    public static int loaded() throws JMException {
        String all = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmClassHierarchy",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return (int) all.lines().filter(line -> line.contains("software.amazon.awssdk.")).count();
    }
}
