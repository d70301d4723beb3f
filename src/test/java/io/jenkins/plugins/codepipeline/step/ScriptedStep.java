package io.jenkins.plugins.codepipeline.step;

import groovy.lang.Binding;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Makes the step that a script calls, without running it. */
final class ScriptedStep extends GroovyObjectSupport {

    private JobResultStep step;

    private ScriptedStep() {}

    static JobResultStep of(String script) {
        CompilerConfiguration compiler = new CompilerConfiguration();
        compiler.setScriptBaseClass(DelegatingScript.class.getName());
        DelegatingScript call = (DelegatingScript)
                new GroovyShell(ScriptedStep.class.getClassLoader(), new Binding(), compiler).parse(script);
        ScriptedStep called = new ScriptedStep();
        call.setDelegate(called);
        call.run();
        return called.step;
    }

    @Override
    @SuppressWarnings("unchecked") // The arguments of a step have names.
    public Object invokeMethod(String name, Object arguments) {
        try {
            Object[] given = (Object[]) arguments;
            step = (JobResultStep) StepDescriptor.byFunctionName(name)
                    .newInstance(given.length == 0 ? Map.of() : (Map<String, Object>) given[0]);
            return null;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
