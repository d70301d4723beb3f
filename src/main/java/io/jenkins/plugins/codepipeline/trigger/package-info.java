/** The trigger that takes jobs from AWS CodePipeline and starts builds, and sees to it that each job gets a result. */
package io.jenkins.plugins.codepipeline.trigger;
