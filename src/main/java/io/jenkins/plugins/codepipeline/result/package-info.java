/**
 * One result of a build for its CodePipeline job: its arguments, the call that puts it,
 * and the record of it on the build's page.
 */
package io.jenkins.plugins.codepipeline.result;
