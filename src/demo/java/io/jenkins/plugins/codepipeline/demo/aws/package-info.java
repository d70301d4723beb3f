/**
 * AWS CodePipeline as a job worker sees it, in the memory of one JVM: action types, jobs with their states, the operations
 * with their errors, and the faults that a test or a person asks for. It knows nothing of HTTP.
 */
package io.jenkins.plugins.codepipeline.demo.aws;
