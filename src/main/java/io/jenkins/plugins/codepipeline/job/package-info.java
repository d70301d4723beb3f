/** The CodePipeline job that a build works on: its data, its environment variables, and the cause of the build. */
package io.jenkins.plugins.codepipeline.job;
