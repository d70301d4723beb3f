// Nothing is sent: the log lists each error, with what was given and what is allowed.
putJobSuccessResult(
    jobId: '0123ABCD',
    currentRevision: [revision: '4f2c1e9'],
    executionDetails: [summary: 'Deployed to production', percentComplete: 150, percent: 100],
    outputVariables: ['image tag': '1.4.2'])
