package io.jenkins.plugins.codepipeline;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.JobProperty;
import hudson.model.JobPropertyDescriptor;
import hudson.tasks.Builder;
import hudson.tasks.Publisher;
import hudson.triggers.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.ArrayType;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.HeterogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.ParameterType;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/**
 * Configures jobs by a Job DSL script, by the rule of Job DSL's dynamic part: a block is a describable, a call within it one of
 * its parameters, and what is within a list is named by its symbol or its class. Job DSL itself is a plugin that this one does
 * without.
 */
final class JobDsl {

    private JobDsl() {}

    /** Gives a job the triggers, build steps and post-build actions of a script's {@code freeStyleJob}, and starts the triggers. */
    static void configure(FreeStyleProject job, String script) throws Exception {
        Block dsl = run(script).blocks("freeStyleJob").get(0);
        for (Object step : instantiateAll(Builder.all(), dsl.blocks("steps"))) {
            job.getBuildersList().add((Builder) step);
        }
        for (Object publisher : instantiateAll(Publisher.all(), dsl.blocks("publishers"))) {
            job.getPublishersList().add((Publisher) publisher);
        }
        for (Object trigger : instantiateAll(Trigger.all(), dsl.blocks("triggers"))) {
            job.addTrigger((Trigger<?>) trigger);
            start((Trigger<?>) trigger, job);
        }
    }

    /** Gives a job the script and the properties of a script's {@code pipelineJob}, and starts its triggers. */
    @SuppressWarnings("unchecked") // A property's type says of which jobs it can be.
    static void configure(WorkflowJob job, String script) throws Exception {
        Block dsl = run(script).blocks("pipelineJob").get(0);
        Block cps = dsl.blocks("definition").get(0).blocks("cps").get(0);
        job.setDefinition(new CpsFlowDefinition((String) cps.calls.get("script").get(0), cps.calls.containsKey("sandbox")));
        for (Object property : instantiateAll(JobPropertyDescriptor.all(), dsl.blocks("properties"))) {
            job.addProperty((JobProperty<? super WorkflowJob>) property);
        }
        job.getTriggersJobProperty().startTriggers(true);
    }

    @SuppressWarnings("unchecked") // As above, of a trigger.
    private static <T extends Item> void start(Trigger<?> trigger, T item) {
        ((Trigger<T>) trigger).start(item, true);
    }

    private static Block run(String script) {
        CompilerConfiguration compiler = new CompilerConfiguration();
        compiler.setScriptBaseClass(DelegatingScript.class.getName());
        DelegatingScript dsl = (DelegatingScript)
                new GroovyShell(JobDsl.class.getClassLoader(), new Binding(), compiler).parse(script);
        Block block = new Block();
        dsl.setDelegate(block);
        dsl.run();
        return block;
    }

    private static List<Object> instantiateAll(Collection<? extends Descriptor<?>> descriptors, List<Block> blocks) throws Exception {
        List<DescribableModel<?>> models = new ArrayList<>();
        for (Descriptor<?> descriptor : descriptors) {
            if (descriptor.getClass().isAnnotationPresent(Symbol.class)) {
                models.add(DescribableModel.of(descriptor.clazz));
            }
        }
        List<Object> all = new ArrayList<>();
        for (Block block : blocks) {
            all.addAll(instantiateModels(models, block));
        }
        return all;
    }

    private static List<Object> instantiateModels(Collection<DescribableModel<?>> models, Block block) throws Exception {
        List<Object> all = new ArrayList<>();
        for (String name : block.calls.keySet()) {
            DescribableModel<?> model = models.stream()
                    .filter(candidate -> isNamed(candidate.getType(), name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + name));
            for (Block arguments : block.blocks(name)) {
                all.add(instantiate(model, arguments));
            }
        }
        return all;
    }

    /** Either by the symbol, or without one by the class. */
    private static boolean isNamed(Class<?> type, String name) {
        Descriptor<?> descriptor = Jenkins.get().getDescriptor(type.asSubclass(Describable.class));
        Symbol symbol = descriptor == null ? null : descriptor.getClass().getAnnotation(Symbol.class);
        String className = type.getSimpleName();
        return symbol == null
                ? name.equals(Character.toLowerCase(className.charAt(0)) + className.substring(1))
                : List.of(symbol.value()).contains(name);
    }

    private static Object instantiate(DescribableModel<?> model, Block block) throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Map.Entry<String, List<Object>> call : block.calls.entrySet()) {
            DescribableParameter parameter = model.getParameter(call.getKey());
            if (parameter == null) {
                throw new AssertionError(model.getType().getSimpleName() + " has no " + call.getKey());
            }
            arguments.put(call.getKey(), value(parameter.getType(), call.getValue().get(0)));
        }
        for (DescribableParameter parameter : model.getParameters()) {
            if (parameter.isRequired() && !arguments.containsKey(parameter.getName())) {
                throw new AssertionError(model.getType().getSimpleName() + " needs " + parameter.getName());
            }
        }
        return model.instantiate(arguments, null);
    }

    private static Object value(ParameterType type, Object given) throws Exception {
        if (type instanceof HomogeneousObjectType structure) {
            return instantiate(structure.getSchemaType(), (Block) given);
        }
        if (type instanceof HeterogeneousObjectType choice) {
            return instantiateModels(choice.getTypes().values(), (Block) given).get(0);
        }
        if (type instanceof ArrayType list) {
            return instantiateModels(elements(list.getElementType()), (Block) given);
        }
        return given;
    }

    private static Collection<DescribableModel<?>> elements(ParameterType type) {
        return type instanceof HeterogeneousObjectType choice
                ? choice.getTypes().values()
                : List.of(((HomogeneousObjectType) type).getSchemaType());
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

        List<Block> blocks(String name) {
            return calls.getOrDefault(name, List.of()).stream().map(Block.class::cast).toList();
        }
    }
}
