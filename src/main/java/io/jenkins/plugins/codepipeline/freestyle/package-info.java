/** The results in freestyle jobs: a build step for either result, and a post-build action for what the build became. */
package io.jenkins.plugins.codepipeline.freestyle;
