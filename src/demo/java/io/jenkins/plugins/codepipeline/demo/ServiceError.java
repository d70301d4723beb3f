package io.jenkins.plugins.codepipeline.demo;

/** An error of an AWS service. */
record ServiceError(int status, String code, String message) {}
