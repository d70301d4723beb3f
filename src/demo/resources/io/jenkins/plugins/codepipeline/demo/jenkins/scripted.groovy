stage('Deploy') {
    echo 'The work itself'
}
stage('Report') {
    putJobSuccessResult(
        jobId: params.CODEPIPELINE_JOB_ID,
        currentRevision: [revision: '4f2c1e9', changeIdentifier: env.BUILD_TAG, created: new Date(),
                          revisionSummary: 'Fix the login page'],
        continuationToken: params.GOES_ON ? "deployment-${env.BUILD_NUMBER}" : null,
        executionDetails: [summary: params.GOES_ON ? 'Deployed to half of the servers' : 'Deployed to production',
                           externalExecutionId: env.BUILD_NUMBER, percentComplete: params.GOES_ON ? 50 : 100],
        outputVariables: params.GOES_ON ? null : [imageTag: '1.4.2', servers: 12])
}
