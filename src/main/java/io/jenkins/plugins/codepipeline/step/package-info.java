/** The Pipeline steps: putJobSuccessResult, putJobFailureResult and getJobDetails. */
package io.jenkins.plugins.codepipeline.step;
