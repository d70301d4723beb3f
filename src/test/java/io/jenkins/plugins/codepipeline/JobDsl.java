package io.jenkins.plugins.codepipeline;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import hudson.tasks.Builder;
import io.jenkins.plugins.codepipeline.freestyle.PutJobSuccessResultBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.jenkinsci.plugins.structs.describable.ArrayType;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.ParameterType;

/**
 * Reads the build step of a Job DSL script by the rule of Job DSL's dynamic part: a block is a describable, a call within
 * it one of its parameters, and what is within a list is named by the class of the element. Job DSL itself is a plugin that
 * this one does without.
 */
final class JobDsl {

    private static final String BUILD_STEP = "reportCodePipelineJobSuccess";

    private JobDsl() {}

    static Builder buildStep(String script) throws Exception {
        CompilerConfiguration compiler = new CompilerConfiguration();
        compiler.setScriptBaseClass(DelegatingScript.class.getName());
        DelegatingScript job = (DelegatingScript)
                new GroovyShell(JobDsl.class.getClassLoader(), new Binding(), compiler).parse(script);
        Block block = new Block();
        job.setDelegate(block);
        job.run();
        Block step = block.block("freeStyleJob").block("steps").block(BUILD_STEP);
        return (Builder) instantiate(PutJobSuccessResultBuilder.class, step);
    }

    private static Object instantiate(Class<?> type, Block block) throws Exception {
        DescribableModel<?> model = DescribableModel.of(type);
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Map.Entry<String, List<Object>> call : block.calls.entrySet()) {
            DescribableParameter parameter = model.getParameter(call.getKey());
            if (parameter == null) {
                throw new AssertionError(type.getSimpleName() + " has no " + call.getKey());
            }
            arguments.put(call.getKey(), value(parameter.getType(), call.getValue().get(0)));
        }
        return model.instantiate(arguments, null);
    }

    private static Object value(ParameterType type, Object given) throws Exception {
        if (type instanceof HomogeneousObjectType structure) {
            return instantiate(structure.getSchemaType().getType(), (Block) given);
        }
        if (type instanceof ArrayType list) {
            Class<?> element = ((HomogeneousObjectType) list.getElementType()).getSchemaType().getType();
            String name = Character.toLowerCase(element.getSimpleName().charAt(0)) + element.getSimpleName().substring(1);
            List<Object> elements = new ArrayList<>();
            for (Object row : ((Block) given).calls.get(name)) {
                elements.add(instantiate(element, (Block) row));
            }
            return elements;
        }
        return given;
    }

    /** The calls within a block, by name. */
    private static final class Block extends GroovyObjectSupport {

        private final Map<String, List<Object>> calls = new LinkedHashMap<>();

        @Override
        public Object invokeMethod(String name, Object arguments) {
            Object[] given = (Object[]) arguments;
            Object last = given.length == 0 ? null : given[given.length - 1];
            if (last instanceof Closure<?> body) {
                Block within = new Block();
                body.setDelegate(within);
                body.setResolveStrategy(Closure.DELEGATE_ONLY);
                body.call();
                last = within;
            }
            calls.computeIfAbsent(name, first -> new ArrayList<>()).add(last);
            return null;
        }

        Block block(String name) {
            return (Block) calls.get(name).get(0);
        }
    }
}
