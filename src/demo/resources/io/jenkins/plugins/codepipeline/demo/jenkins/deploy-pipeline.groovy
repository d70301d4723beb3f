pipeline {
    agent none
    triggers {
        codePipelineJobs(category: 'Deploy', provider: 'Jenkins', version: '1', queryParam: [ProjectName: 'deploy-pipeline'],
                         pollInterval: 5)
    }
    parameters {
        string(name: 'ENVIRONMENT', description: 'Filled from the configuration of the action')
        string(name: 'SMOKE_TEST', description: 'How the smoke test ends: passes or fails')
        password(name: 'DEPLOY_TOKEN', description: 'Filled from a secret property of the action')
    }
    stages {
        stage('Deploy') {
            steps {
                echo "Deploying to ${params.ENVIRONMENT} for the pipeline ${env.CODEPIPELINE_PIPELINE_NAME}"
                sleep 3
            }
        }
        stage('Smoke test') {
            when { expression { params.SMOKE_TEST == 'fails' } }
            steps {
                error 'The smoke test failed'
            }
        }
    }
    post {
        success { // A failure is reported by the plugin itself.
            putJobSuccessResult(
                executionDetails: [summary: "Deployed to ${params.ENVIRONMENT}", externalExecutionId: env.BUILD_NUMBER,
                                   percentComplete: 100],
                outputVariables: [imageTag: '1.4.2'])
        }
    }
}
