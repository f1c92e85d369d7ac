#!/usr/bin/env python3
"""Writes the typed CloudFormation resources of src/documents/cloudformation/resources/ from the registry shapes.

    python3 tools/cfn_types.py [SHAPES.tsv] [OUT_FOLDER]

SHAPES.tsv holds one type a line, its name and its shape as JSON, separated by a tab; lines that start with # are skipped.
In a shape: t type (s text, i whole number, n number, b boolean, o object, a array, os JSON text or object), p properties,
pp pattern properties, i items, r required, e enumeration, d definitions, $ a definition's name, min/max, minl/maxl, re.

Only what is in RESOURCES and NESTED is written, in the order in which it is listed: what it is, the substance, then
references to networks and roles, tags last. A nested object that NESTED does not name gets all its properties, the required
ones first.
"""
import json
import os
import re
import subprocess
import sys

RESOURCES = {
    # Network
    "AWS::EC2::VPC": "CidrBlock EnableDnsSupport EnableDnsHostnames InstanceTenancy Tags",
    "AWS::EC2::Subnet": "VpcId CidrBlock AvailabilityZone AvailabilityZoneId MapPublicIpOnLaunch Ipv6CidrBlock"
    " AssignIpv6AddressOnCreation Tags",
    "AWS::EC2::RouteTable": "VpcId Tags",
    "AWS::EC2::Route": "RouteTableId DestinationCidrBlock DestinationIpv6CidrBlock DestinationPrefixListId GatewayId"
    " NatGatewayId VpcPeeringConnectionId TransitGatewayId VpcEndpointId NetworkInterfaceId",
    "AWS::EC2::SubnetRouteTableAssociation": "SubnetId RouteTableId",
    "AWS::EC2::InternetGateway": "Tags",
    "AWS::EC2::VPCGatewayAttachment": "VpcId InternetGatewayId",
    "AWS::EC2::NatGateway": "ConnectivityType SubnetId AllocationId Tags",
    "AWS::EC2::EIP": "Domain Tags",
    "AWS::EC2::VPCEndpoint": "VpcEndpointType ServiceName PrivateDnsEnabled PolicyDocument VpcId SubnetIds RouteTableIds"
    " SecurityGroupIds Tags",
    "AWS::EC2::FlowLog": "ResourceType ResourceId TrafficType MaxAggregationInterval LogFormat LogDestinationType"
    " LogDestination LogGroupName DeliverLogsPermissionArn Tags",
    "AWS::EC2::SecurityGroup": "GroupDescription GroupName VpcId SecurityGroupIngress SecurityGroupEgress Tags",
    "AWS::EC2::SecurityGroupIngress": "GroupId Description IpProtocol FromPort ToPort CidrIp CidrIpv6 SourcePrefixListId"
    " SourceSecurityGroupId SourceSecurityGroupOwnerId",
    "AWS::EC2::SecurityGroupEgress": "GroupId Description IpProtocol FromPort ToPort CidrIp CidrIpv6"
    " DestinationPrefixListId DestinationSecurityGroupId",
    "AWS::EC2::VPCPeeringConnection": "VpcId PeerVpcId PeerRegion PeerOwnerId PeerRoleArn Tags",
    # Servers
    "AWS::EC2::PlacementGroup": "Strategy PartitionCount SpreadLevel Tags",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateName VersionDescription LaunchTemplateData TagSpecifications",
    "AWS::EC2::CapacityReservation": "InstanceType InstancePlatform InstanceCount AvailabilityZone InstanceMatchCriteria"
    " EndDateType PlacementGroupArn TagSpecifications",
    "AWS::EC2::Volume": "AvailabilityZone VolumeType Size Iops Throughput MultiAttachEnabled Encrypted KmsKeyId SnapshotId"
    " Tags",
    "AWS::AutoScaling::AutoScalingGroup": "AutoScalingGroupName MinSize MaxSize DesiredCapacity DesiredCapacityType"
    " LaunchTemplate MixedInstancesPolicy CapacityRebalance CapacityReservationSpecification PlacementGroup HealthCheckType"
    " HealthCheckGracePeriod DefaultInstanceWarmup InstanceMaintenancePolicy MaxInstanceLifetime NewInstancesProtectedFromScaleIn"
    " TerminationPolicies LifecycleHookSpecificationList MetricsCollection VPCZoneIdentifier TargetGroupARNs Tags",
    "AWS::AutoScaling::WarmPool": "AutoScalingGroupName PoolState MinSize MaxGroupPreparedCapacity InstanceReusePolicy",
    "AWS::AutoScaling::ScheduledAction": "AutoScalingGroupName Recurrence TimeZone MinSize MaxSize",
    "AWS::AutoScaling::ScalingPolicy": "PolicyType AutoScalingGroupName TargetTrackingConfiguration"
    " PredictiveScalingConfiguration AdjustmentType StepAdjustments ScalingAdjustment MetricAggregationType Cooldown"
    " EstimatedInstanceWarmup",
    # Containers and load balancers
    "AWS::ECS::Cluster": "ClusterName ClusterSettings CapacityProviders DefaultCapacityProviderStrategy ServiceConnectDefaults"
    " Tags",
    "AWS::ECS::CapacityProvider": "Name AutoScalingGroupProvider Tags",
    "AWS::ECS::ClusterCapacityProviderAssociations": "Cluster CapacityProviders DefaultCapacityProviderStrategy",
    "AWS::ECS::TaskDefinition": "Family Cpu Memory NetworkMode RequiresCompatibilities RuntimePlatform EphemeralStorage"
    " Volumes ContainerDefinitions ExecutionRoleArn TaskRoleArn Tags",
    "AWS::ECS::Service": "ServiceName Cluster TaskDefinition SchedulingStrategy DesiredCount LaunchType"
    " CapacityProviderStrategy AvailabilityZoneRebalancing PlacementConstraints PlacementStrategies DeploymentConfiguration"
    " HealthCheckGracePeriodSeconds LoadBalancers ServiceConnectConfiguration NetworkConfiguration EnableECSManagedTags"
    " PropagateTags EnableExecuteCommand Tags",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name Type Scheme LoadBalancerAttributes Subnets SecurityGroups Tags",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name TargetType Protocol Port HealthCheckProtocol HealthCheckPort"
    " HealthCheckPath HealthCheckIntervalSeconds HealthCheckTimeoutSeconds HealthyThresholdCount UnhealthyThresholdCount"
    " Matcher TargetGroupAttributes VpcId Tags",
    "AWS::ElasticLoadBalancingV2::Listener": "LoadBalancerArn Protocol Port SslPolicy Certificates DefaultActions Tags",
    "AWS::ElasticLoadBalancingV2::ListenerRule": "ListenerArn Priority Conditions Actions",
    "AWS::ServiceDiscovery::HttpNamespace": "Name Description Tags",
    "AWS::GlobalAccelerator::Accelerator": "Name IpAddressType Enabled Tags",
    "AWS::GlobalAccelerator::Listener": "AcceleratorArn Protocol PortRanges ClientAffinity",
    "AWS::GlobalAccelerator::EndpointGroup": "ListenerArn EndpointGroupRegion TrafficDialPercentage HealthCheckProtocol"
    " HealthCheckPort HealthCheckPath HealthCheckIntervalSeconds ThresholdCount EndpointConfigurations PortOverrides",
    # Identity
    "AWS::IAM::Role": "RoleName Description Path MaxSessionDuration AssumeRolePolicyDocument ManagedPolicyArns Policies"
    " PermissionsBoundary Tags",
    "AWS::IAM::InstanceProfile": "InstanceProfileName Path Roles",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName Description Path PolicyDocument Roles Users Groups",
    "AWS::IAM::Policy": "PolicyName PolicyDocument Roles Users Groups",
    # Functions
    "AWS::Lambda::Function": "FunctionName Description PackageType Runtime Handler Architectures MemorySize Timeout"
    " EphemeralStorage ReservedConcurrentExecutions RuntimeManagementConfig Code ImageConfig Layers SnapStart Environment"
    " KmsKeyArn TracingConfig LoggingConfig DeadLetterConfig FileSystemConfigs VpcConfig Role Tags",
    "AWS::Lambda::Version": "FunctionName Description CodeSha256 RuntimePolicy ProvisionedConcurrencyConfig",
    "AWS::Lambda::Alias": "Name Description FunctionName FunctionVersion RoutingConfig ProvisionedConcurrencyConfig",
    "AWS::Lambda::Permission": "FunctionName Action Principal PrincipalOrgID SourceArn SourceAccount FunctionUrlAuthType"
    " InvokedViaFunctionUrl",
    "AWS::Lambda::EventSourceMapping": "FunctionName EventSourceArn Enabled StartingPosition BatchSize"
    " MaximumBatchingWindowInSeconds ParallelizationFactor TumblingWindowInSeconds BisectBatchOnFunctionError"
    " MaximumRecordAgeInSeconds MaximumRetryAttempts FunctionResponseTypes FilterCriteria ScalingConfig"
    " ProvisionedPollerConfig Topics Queues DestinationConfig KmsKeyArn Tags",
    "AWS::Lambda::Url": "TargetFunctionArn Qualifier AuthType InvokeMode Cors",
    "AWS::Lambda::EventInvokeConfig": "FunctionName Qualifier MaximumRetryAttempts MaximumEventAgeInSeconds DestinationConfig",
    "AWS::Scheduler::Schedule": "Name Description GroupName ScheduleExpression ScheduleExpressionTimezone FlexibleTimeWindow State Target",
    "AWS::Lambda::LayerVersion": "LayerName Description CompatibleRuntimes CompatibleArchitectures LicenseInfo Content",
    # Observation
    "AWS::Logs::LogGroup": "LogGroupName LogGroupClass RetentionInDays DeletionProtectionEnabled KmsKeyId Tags",
    "AWS::Logs::ResourcePolicy": "PolicyName PolicyDocument",
    "AWS::CloudWatch::Alarm": "AlarmName AlarmDescription Namespace MetricName Dimensions Statistic ExtendedStatistic Metrics"
    " Unit Period EvaluationPeriods DatapointsToAlarm ComparisonOperator Threshold ThresholdMetricId TreatMissingData"
    " EvaluateLowSampleCountPercentile ActionsEnabled AlarmActions OKActions InsufficientDataActions Tags",
    "AWS::CloudWatch::Dashboard": "DashboardName DashboardBody",
    "AWS::CloudWatch::CompositeAlarm": "AlarmName AlarmDescription AlarmRule ActionsEnabled ActionsSuppressor"
    " ActionsSuppressorWaitPeriod ActionsSuppressorExtensionPeriod AlarmActions OKActions InsufficientDataActions Tags",
    "AWS::Logs::DeliverySource": "Name ResourceArn LogType Tags",
    "AWS::Logs::DeliveryDestination": "Name DestinationResourceArn OutputFormat Tags",
    "AWS::Logs::Delivery": "DeliverySourceName DeliveryDestinationArn Tags",
    "AWS::Logs::QueryDefinition": "Name LogGroupNames QueryString",
    "AWS::Logs::MetricFilter": "FilterName LogGroupName FilterPattern MetricTransformations",
    "AWS::SNS::TopicPolicy": "Topics PolicyDocument",
    "AWS::XRay::SamplingRule": "SamplingRule Tags",
    "AWS::Synthetics::Canary": "Name RuntimeVersion Schedule RunConfig Code ArtifactS3Location ArtifactConfig SuccessRetentionPeriod"
    " FailureRetentionPeriod ProvisionedResourceCleanup StartCanaryAfterCreation ExecutionRoleArn Tags",
    "AWS::SNS::Topic": "TopicName DisplayName FifoTopic ContentBasedDeduplication KmsMasterKeyId TracingConfig Subscription"
    " Tags",
    "AWS::SNS::Subscription": "TopicArn Protocol Endpoint Region RawMessageDelivery FilterPolicyScope FilterPolicy"
    " RedrivePolicy SubscriptionRoleArn",
    "AWS::SQS::Queue": "QueueName FifoQueue ContentBasedDeduplication DeduplicationScope FifoThroughputLimit DelaySeconds"
    " VisibilityTimeout MessageRetentionPeriod MaximumMessageSize ReceiveMessageWaitTimeSeconds RedrivePolicy"
    " RedriveAllowPolicy SqsManagedSseEnabled KmsMasterKeyId KmsDataKeyReusePeriodSeconds Tags",
    "AWS::SQS::QueuePolicy": "Queues PolicyDocument",
    # Backup
    "AWS::Backup::BackupVault": "BackupVaultName EncryptionKeyArn BackupVaultTags",
    "AWS::Backup::BackupPlan": "BackupPlan BackupPlanTags",
    "AWS::Backup::BackupSelection": "BackupPlanId BackupSelection",
    # Rollout
    "AWS::CodeDeploy::Application": "ComputePlatform Tags",
    "AWS::CodeDeploy::DeploymentConfig": "ComputePlatform TrafficRoutingConfig",
    "AWS::CodeDeploy::DeploymentGroup": "ApplicationName DeploymentConfigName DeploymentStyle AutoRollbackConfiguration"
    " AlarmConfiguration ServiceRoleArn Tags",
    # API
    "AWS::ApiGateway::RestApi": "Name Description EndpointConfiguration DisableExecuteApiEndpoint SecurityPolicy"
    " EndpointAccessMode ApiKeySourceType BinaryMediaTypes MinimumCompressionSize Policy Body Mode FailOnWarnings Tags",
    "AWS::ApiGateway::Resource": "RestApiId ParentId PathPart",
    "AWS::ApiGateway::Method": "RestApiId ResourceId HttpMethod OperationName AuthorizationType AuthorizerId"
    " AuthorizationScopes ApiKeyRequired RequestValidatorId RequestParameters RequestModels Integration MethodResponses",
    "AWS::ApiGateway::Deployment": "RestApiId Description",
    "AWS::ApiGateway::Stage": "RestApiId DeploymentId StageName Description CacheClusterEnabled CacheClusterSize"
    " MethodSettings AccessLogSetting CanarySetting TracingEnabled Variables Tags",
    "AWS::ApiGateway::DomainName": "DomainName EndpointConfiguration SecurityPolicy EndpointAccessMode RoutingMode"
    " RegionalCertificateArn CertificateArn MutualTlsAuthentication Tags",
    "AWS::ApiGateway::BasePathMapping": "DomainName BasePath RestApiId Stage",
    "AWS::ApiGateway::RequestValidator": "RestApiId Name ValidateRequestBody ValidateRequestParameters",
    "AWS::ApiGateway::Model": "RestApiId Name Description ContentType Schema",
    "AWS::ApiGateway::GatewayResponse": "RestApiId ResponseType StatusCode ResponseParameters ResponseTemplates",
    "AWS::ApiGateway::UsagePlan": "UsagePlanName Description Throttle Quota ApiStages Tags",
    "AWS::ApiGateway::UsagePlanKey": "UsagePlanId KeyId KeyType",
    "AWS::ApiGateway::ApiKey": "Name Description Enabled Value StageKeys Tags",
    "AWS::ApiGateway::VpcLink": "Name Description TargetArns Tags",
    "AWS::WAFv2::WebACLAssociation": "ResourceArn WebACLArn",
    "AWS::CertificateManager::Certificate": "DomainName SubjectAlternativeNames KeyAlgorithm ValidationMethod"
    " DomainValidationOptions Tags",
    "AWS::StepFunctions::StateMachine": "StateMachineName StateMachineType Definition DefinitionString"
    " DefinitionSubstitutions LoggingConfiguration TracingConfiguration EncryptionConfiguration RoleArn Tags",
    # Data
    "AWS::RDS::DBInstance": "DBInstanceIdentifier SourceDBInstanceIdentifier SourceRegion DBClusterIdentifier DBName Engine"
    " EngineVersion AllowMajorVersionUpgrade AutoMinorVersionUpgrade EngineLifecycleSupport LicenseModel DBInstanceClass"
    " PromotionTier AllocatedStorage MaxAllocatedStorage StorageType Iops StorageThroughput DedicatedLogVolume"
    " StorageEncrypted KmsKeyId ManageMasterUserPassword MasterUsername MasterUserPassword MasterUserSecret"
    " EnableIAMDatabaseAuthentication CACertificateIdentifier MultiAZ AvailabilityZone PubliclyAccessible NetworkType Port"
    " DBSubnetGroupName VPCSecurityGroups DBParameterGroupName OptionGroupName BackupRetentionPeriod PreferredBackupWindow"
    " PreferredMaintenanceWindow CopyTagsToSnapshot DeleteAutomatedBackups DeletionProtection DatabaseInsightsMode"
    " EnablePerformanceInsights PerformanceInsightsRetentionPeriod PerformanceInsightsKMSKeyId MonitoringInterval"
    " MonitoringRoleArn EnableCloudwatchLogsExports AssociatedRoles Tags",
    "AWS::RDS::DBSubnetGroup": "DBSubnetGroupName DBSubnetGroupDescription SubnetIds Tags",
    "AWS::RDS::DBParameterGroup": "DBParameterGroupName Family Description Parameters Tags",
    "AWS::RDS::DBCluster": "DBClusterIdentifier GlobalClusterIdentifier ReplicationSourceIdentifier SourceRegion DatabaseName"
    " Engine EngineVersion AutoMinorVersionUpgrade EngineLifecycleSupport DBClusterInstanceClass"
    " ServerlessV2ScalingConfiguration"
    " AllocatedStorage StorageType Iops StorageEncrypted KmsKeyId ManageMasterUserPassword MasterUsername"
    " MasterUserPassword MasterUserSecret EnableIAMDatabaseAuthentication EnableGlobalWriteForwarding"
    " EnableLocalWriteForwarding EnableHttpEndpoint PubliclyAccessible NetworkType Port DBSubnetGroupName"
    " VpcSecurityGroupIds"
    " DBClusterParameterGroupName BacktrackWindow BackupRetentionPeriod PreferredBackupWindow PreferredMaintenanceWindow"
    " CopyTagsToSnapshot DeletionProtection DatabaseInsightsMode PerformanceInsightsEnabled"
    " PerformanceInsightsRetentionPeriod PerformanceInsightsKmsKeyId MonitoringInterval MonitoringRoleArn"
    " EnableCloudwatchLogsExports AssociatedRoles Tags",
    "AWS::RDS::DBClusterEndpoint": "DBClusterEndpointIdentifier DBClusterIdentifier CustomEndpointType StaticMembers"
    " ExcludedMembers Tags",
    "AWS::RDS::DBClusterParameterGroup": "DBClusterParameterGroupName Family Description Parameters Tags",
    "AWS::RDS::DBProxy": "DBProxyName EngineFamily DefaultAuthScheme Auth RequireTLS IdleClientTimeout DebugLogging RoleArn VpcSubnetIds"
    " VpcSecurityGroupIds Tags",
    "AWS::RDS::DBProxyTargetGroup": "DBProxyName TargetGroupName DBClusterIdentifiers DBInstanceIdentifiers"
    " ConnectionPoolConfigurationInfo Tags",
    "AWS::RDS::GlobalCluster": "GlobalClusterIdentifier SourceDBClusterIdentifier Engine EngineVersion"
    " EngineLifecycleSupport StorageEncrypted DeletionProtection Tags",
    "AWS::ElastiCache::ReplicationGroup": "ReplicationGroupId ReplicationGroupDescription GlobalReplicationGroupId"
    " PrimaryClusterId Engine EngineVersion AutoMinorVersionUpgrade CacheNodeType DataTieringEnabled ClusterMode"
    " NumNodeGroups ReplicasPerNodeGroup NumCacheClusters NodeGroupConfiguration PreferredCacheClusterAZs MultiAZEnabled"
    " AutomaticFailoverEnabled AtRestEncryptionEnabled KmsKeyId TransitEncryptionEnabled TransitEncryptionMode AuthToken"
    " UserGroupIds CacheParameterGroupName Port NetworkType IpDiscovery CacheSubnetGroupName SecurityGroupIds"
    " SnapshotRetentionLimit SnapshotWindow PreferredMaintenanceWindow NotificationTopicArn LogDeliveryConfigurations Tags",
    "AWS::ElastiCache::CacheCluster": "ClusterName Engine EngineVersion AutoMinorVersionUpgrade CacheNodeType NumCacheNodes"
    " AZMode PreferredAvailabilityZone PreferredAvailabilityZones TransitEncryptionEnabled CacheParameterGroupName Port"
    " NetworkType IpDiscovery CacheSubnetGroupName VpcSecurityGroupIds SnapshotRetentionLimit SnapshotWindow"
    " PreferredMaintenanceWindow NotificationTopicArn LogDeliveryConfigurations Tags",
    "AWS::ElastiCache::SubnetGroup": "CacheSubnetGroupName Description SubnetIds Tags",
    "AWS::ElastiCache::ParameterGroup": "CacheParameterGroupFamily Description Properties Tags",
    "AWS::ElastiCache::GlobalReplicationGroup": "GlobalReplicationGroupIdSuffix GlobalReplicationGroupDescription"
    " AutomaticFailoverEnabled Members Tags",
    "AWS::ElastiCache::ServerlessCache": "ServerlessCacheName Description Engine MajorEngineVersion CacheUsageLimits"
    " KmsKeyId UserGroupId SubnetIds SecurityGroupIds SnapshotRetentionLimit DailySnapshotTime Tags",
    "AWS::ElastiCache::User": "UserId UserName Engine AccessString AuthenticationMode Tags",
    "AWS::ElastiCache::UserGroup": "UserGroupId Engine UserIds Tags",
    "AWS::DynamoDB::GlobalTable": "TableName AttributeDefinitions KeySchema BillingMode WriteProvisionedThroughputSettings"
    " ReadProvisionedThroughputSettings WriteOnDemandThroughputSettings ReadOnDemandThroughputSettings WarmThroughput"
    " GlobalSecondaryIndexes LocalSecondaryIndexes StreamSpecification TimeToLiveSpecification SSESpecification"
    " MultiRegionConsistency GlobalTableWitnesses Replicas",
    "AWS::DynamoDB::Table": "TableName AttributeDefinitions KeySchema BillingMode ProvisionedThroughput OnDemandThroughput"
    " WarmThroughput TableClass GlobalSecondaryIndexes LocalSecondaryIndexes StreamSpecification"
    " KinesisStreamSpecification TimeToLiveSpecification PointInTimeRecoverySpecification SSESpecification"
    " ContributorInsightsSpecification DeletionProtectionEnabled ResourcePolicy Tags",
    "AWS::DAX::Cluster": "Description NodeType ReplicationFactor AvailabilityZones ClusterEndpointEncryptionType"
    " SSESpecification ParameterGroupName SubnetGroupName SecurityGroupIds IAMRoleARN PreferredMaintenanceWindow"
    " NotificationTopicARN Tags",
    "AWS::DAX::ParameterGroup": "ParameterGroupName Description ParameterNameValues",
    "AWS::DAX::SubnetGroup": "SubnetGroupName Description SubnetIds",
    "AWS::ApplicationAutoScaling::ScalableTarget": "ServiceNamespace ScalableDimension ResourceId MinCapacity MaxCapacity"
    " ScheduledActions SuspendedState RoleARN",
    "AWS::ApplicationAutoScaling::ScalingPolicy": "PolicyName PolicyType ScalingTargetId ServiceNamespace ScalableDimension"
    " ResourceId TargetTrackingScalingPolicyConfiguration StepScalingPolicyConfiguration",
    "AWS::SecretsManager::Secret": "Name Description GenerateSecretString KmsKeyId ReplicaRegions Tags",
    "AWS::SecretsManager::SecretTargetAttachment": "SecretId TargetId TargetType",
    "AWS::KMS::Key": "Description KeySpec KeyUsage MultiRegion Enabled EnableKeyRotation RotationPeriodInDays"
    " PendingWindowInDays KeyPolicy Tags",
    "AWS::KMS::Alias": "AliasName TargetKeyId",
    "AWS::KMS::ReplicaKey": "Description PrimaryKeyArn Enabled PendingWindowInDays KeyPolicy Tags",
    "AWS::S3::Bucket": "BucketName BucketEncryption VersioningConfiguration PublicAccessBlockConfiguration OwnershipControls"
    " LifecycleConfiguration CorsConfiguration LoggingConfiguration NotificationConfiguration ReplicationConfiguration Tags",
    "AWS::S3::BucketPolicy": "Bucket PolicyDocument",
    # Edge
    "AWS::CloudFront::Distribution": "DistributionConfig Tags",
    "AWS::CloudFront::CachePolicy": "CachePolicyConfig",
    "AWS::CloudFront::OriginRequestPolicy": "OriginRequestPolicyConfig",
    "AWS::CloudFront::ResponseHeadersPolicy": "ResponseHeadersPolicyConfig",
    "AWS::CloudFront::OriginAccessControl": "OriginAccessControlConfig",
    "AWS::CloudFront::Function": "Name FunctionConfig AutoPublish FunctionCode Tags",
    "AWS::CloudFront::PublicKey": "PublicKeyConfig",
    "AWS::CloudFront::KeyGroup": "KeyGroupConfig",
    "AWS::CloudFront::VpcOrigin": "VpcOriginEndpointConfig",
    "AWS::WAFv2::WebACL": "Name Description Scope DefaultAction Rules VisibilityConfig Tags",
    # Names
    "AWS::Route53::RecordSet": "HostedZoneId Name Type SetIdentifier Region Failover GeoLocation Weight MultiValueAnswer"
    " HealthCheckId TTL ResourceRecords AliasTarget",
    "AWS::Route53::HealthCheck": "HealthCheckConfig HealthCheckTags",
    "AWS::Route53::HostedZone": "Name HostedZoneConfig VPCs QueryLoggingConfig HostedZoneTags",
}

# Definitions, as service.Name: the properties of each, in order.
NESTED = {
    "Backup.BackupPlanResourceType": "BackupPlanName BackupPlanRule",
    "Backup.BackupRuleResourceType": "RuleName TargetBackupVault ScheduleExpression Lifecycle CopyActions",
    "Backup.CopyActionResourceType": "DestinationBackupVaultArn",
    "Backup.LifecycleResourceType": "MoveToColdStorageAfterDays DeleteAfterDays",
    "Backup.BackupSelectionResourceType": "SelectionName IamRoleArn Resources",
    "CodeDeploy.AutoRollbackConfiguration": "Enabled Events",
    "CodeDeploy.AlarmConfiguration": "Enabled Alarms",
    "ECS.ContainerDefinition": "Name Image Essential DependsOn Cpu Memory Command EntryPoint PortMappings Environment Secrets"
    " MountPoints ReadonlyRootFilesystem LinuxParameters StopTimeout LogConfiguration",
    "ECS.ContainerDependency": "ContainerName Condition",
    "ECS.MountPoint": "SourceVolume ContainerPath",
    "ECS.Volume": "Name",
    "ECS.PortMapping": "Name ContainerPort Protocol AppProtocol",
    "ECS.LinuxParameters": "InitProcessEnabled",
    "ECS.RuntimePlatform": "CpuArchitecture OperatingSystemFamily",
    "ECS.DeploymentConfiguration": "Strategy BakeTimeInMinutes CanaryConfiguration LinearConfiguration MinimumHealthyPercent"
    " MaximumPercent DeploymentCircuitBreaker Alarms",
    "ECS.CanaryConfiguration": "CanaryPercent CanaryBakeTimeInMinutes",
    "ECS.LinearConfiguration": "StepPercent StepBakeTimeInMinutes",
    "ECS.AdvancedConfiguration": "AlternateTargetGroupArn ProductionListenerRule RoleArn",
    "ECS.DeploymentCircuitBreaker": "Enable Rollback",
    "ECS.CapacityProviderStrategyItem": "CapacityProvider Base Weight",
    "ECS.CapacityProviderStrategy": "CapacityProvider Base Weight",
    "ECS.AutoScalingGroupProvider": "AutoScalingGroupArn ManagedScaling ManagedTerminationProtection ManagedDraining",
    "ECS.ManagedScaling": "Status TargetCapacity",
    "ECS.LoadBalancer": "ContainerName ContainerPort TargetGroupArn AdvancedConfiguration",
    "ECS.AwsVpcConfiguration": "Subnets SecurityGroups AssignPublicIp",
    "ECS.ServiceConnectConfiguration": "Enabled Namespace Services",
    "ECS.ServiceConnectService": "PortName DiscoveryName ClientAliases",
    "ECS.ServiceConnectClientAlias": "DnsName Port",
    "ElasticLoadBalancingV2.Action": "Type TargetGroupArn ForwardConfig RedirectConfig",
    "ElasticLoadBalancingV2.ForwardConfig": "TargetGroups",
    "ElasticLoadBalancingV2.TargetGroupTuple": "TargetGroupArn Weight",
    "ElasticLoadBalancingV2.RuleCondition": "Field PathPatternConfig",
    "ElasticLoadBalancingV2.PathPatternConfig": "Values",
    "ElasticLoadBalancingV2.RedirectConfig": "Protocol Port StatusCode",
    "GlobalAccelerator.EndpointConfiguration": "EndpointId Weight ClientIPPreservationEnabled",
    "GlobalAccelerator.PortRange": "FromPort ToPort",
    "GlobalAccelerator.PortOverride": "ListenerPort EndpointPort",
    "Logs.MetricTransformation": "MetricNamespace MetricName MetricValue DefaultValue Unit",
    "Scheduler.Target": "Arn Input RetryPolicy DeadLetterConfig RoleArn",
    "EC2.Ingress": "Description IpProtocol FromPort ToPort CidrIp CidrIpv6 SourcePrefixListId SourceSecurityGroupId"
    " SourceSecurityGroupOwnerId",
    "EC2.Egress": "Description IpProtocol FromPort ToPort CidrIp CidrIpv6 DestinationPrefixListId DestinationSecurityGroupId",
    "EC2.LaunchTemplateData": "ImageId InstanceType CpuOptions CreditSpecification EbsOptimized BlockDeviceMappings"
    " NetworkInterfaces Placement InstanceMarketOptions MetadataOptions Monitoring MaintenanceOptions EnclaveOptions"
    " PrivateDnsNameOptions NetworkPerformanceOptions IamInstanceProfile SecurityGroupIds KeyName"
    " InstanceInitiatedShutdownBehavior UserData TagSpecifications",
    "EC2.BlockDeviceMapping": "DeviceName Ebs",
    "EC2.CpuOptions": "CoreCount ThreadsPerCore AmdSevSnp NestedVirtualization",
    "EC2.Ebs": "VolumeType VolumeSize Iops Throughput Encrypted KmsKeyId SnapshotId DeleteOnTermination",
    "EC2.NetworkInterface": "DeviceIndex NetworkCardIndex InterfaceType Description AssociatePublicIpAddress"
    " DeleteOnTermination SubnetId Groups EnaSrdSpecification ConnectionTrackingSpecification",
    "EC2.Placement": "GroupName PartitionNumber Tenancy AvailabilityZone",
    "EC2.MetadataOptions": "HttpEndpoint HttpTokens HttpPutResponseHopLimit InstanceMetadataTags",
    "EC2.IamInstanceProfile": "Arn Name",
    "AutoScaling.LaunchTemplateSpecification": "LaunchTemplateId LaunchTemplateName Version",
    "AutoScaling.MixedInstancesPolicy": "InstancesDistribution LaunchTemplate",
    "AutoScaling.InstancesDistribution": "OnDemandBaseCapacity OnDemandPercentageAboveBaseCapacity OnDemandAllocationStrategy"
    " SpotAllocationStrategy SpotInstancePools SpotMaxPrice",
    "AutoScaling.LaunchTemplate": "LaunchTemplateSpecification Overrides",
    "AutoScaling.LaunchTemplateOverrides": "InstanceType WeightedCapacity LaunchTemplateSpecification",
    "AutoScaling.LifecycleHookSpecification": "LifecycleHookName LifecycleTransition DefaultResult HeartbeatTimeout"
    " NotificationTargetARN NotificationMetadata RoleARN",
    "AutoScaling.PredictiveScalingConfiguration": "MetricSpecifications Mode SchedulingBufferTime",
    "AutoScaling.PredictiveScalingMetricSpecification": "TargetValue PredefinedMetricPairSpecification",
    "AutoScaling.PredictiveScalingPredefinedMetricPair": "PredefinedMetricType",
    "AutoScaling.TagProperty": "Key Value PropagateAtLaunch",
    "AutoScaling.CustomizedMetricSpecification": "Namespace MetricName Dimensions Statistic Unit Period Metrics",
    "AutoScaling.TargetTrackingMetricDataQuery": "Id Label Expression MetricStat ReturnData",
    "AutoScaling.TargetTrackingMetricStat": "Metric Stat",
    "AutoScaling.Metric": "Namespace MetricName Dimensions",
    "AutoScaling.TargetTrackingConfiguration": "PredefinedMetricSpecification CustomizedMetricSpecification TargetValue"
    " DisableScaleIn",
    "AutoScaling.PredefinedMetricSpecification": "PredefinedMetricType ResourceLabel",
    "AutoScaling.StepAdjustment": "MetricIntervalLowerBound MetricIntervalUpperBound ScalingAdjustment",
    "IAM.Policy": "PolicyName PolicyDocument",
    "Lambda.Code": "ZipFile ImageUri S3Bucket S3Key S3ObjectVersion",
    "Lambda.Content": "S3Bucket S3Key S3ObjectVersion",
    "Lambda.LoggingConfig": "LogFormat ApplicationLogLevel SystemLogLevel LogGroup",
    "Lambda.FileSystemConfig": "Arn LocalMountPath",
    "Lambda.VpcConfig": "SubnetIds SecurityGroupIds Ipv6AllowedForDualStack",
    "Lambda.ProvisionedPollerConfig": "MinimumPollers MaximumPollers",
    "Lambda.Cors": "AllowOrigins AllowMethods AllowHeaders ExposeHeaders AllowCredentials MaxAge",
    "CloudWatch.MetricDataQuery": "Id Label Expression MetricStat Period ReturnData",
    "CloudWatch.MetricStat": "Metric Stat Period Unit",
    "CloudWatch.Metric": "Namespace MetricName Dimensions",
    "CloudWatch.Dimension": "Name Value",
    "SNS.Subscription": "Protocol Endpoint",
    "XRay.SamplingRule": "RuleName Priority FixedRate ReservoirSize ServiceName ServiceType Host HTTPMethod URLPath ResourceARN"
    " Attributes Version",
    "ApiGateway.EndpointConfiguration": "Types IpAddressType",
    "ApiGateway.Integration": "Type IntegrationHttpMethod Uri ConnectionType ConnectionId Credentials RequestParameters"
    " RequestTemplates PassthroughBehavior ContentHandling ResponseTransferMode TimeoutInMillis CacheNamespace"
    " CacheKeyParameters IntegrationResponses",
    "ApiGateway.IntegrationResponse": "StatusCode SelectionPattern ContentHandling ResponseParameters ResponseTemplates",
    "ApiGateway.MethodResponse": "StatusCode ResponseParameters ResponseModels",
    "ApiGateway.MethodSetting": "ResourcePath HttpMethod CachingEnabled CacheTtlInSeconds CacheDataEncrypted"
    " ThrottlingRateLimit ThrottlingBurstLimit MetricsEnabled LoggingLevel DataTraceEnabled",
    "Synthetics.Code": "Handler Script",
    "Synthetics.Schedule": "Expression",
    "Synthetics.RunConfig": "TimeoutInSeconds",
    "Synthetics.ArtifactConfig": "S3Encryption",
    "Synthetics.S3Encryption": "EncryptionMode",
    "ApiGateway.CanarySetting": "PercentTraffic DeploymentId UseStageCache StageVariableOverrides",
    "ApiGateway.ApiStage": "ApiId Stage Throttle",
    "ApiGateway.QuotaSettings": "Limit Period Offset",
    "ApiGateway.ThrottleSettings": "RateLimit BurstLimit",
    "WAFv2.DefaultAction": "Allow",
    "WAFv2.Rule": "Name Priority Action OverrideAction Statement VisibilityConfig",
    "WAFv2.RuleAction": "Block Count",
    "WAFv2.OverrideAction": "None",
    "WAFv2.Statement": "ManagedRuleGroupStatement RateBasedStatement",
    "WAFv2.ManagedRuleGroupStatement": "VendorName Name RuleActionOverrides",
    "WAFv2.RateBasedStatement": "Limit EvaluationWindowSec AggregateKeyType",
    "WAFv2.VisibilityConfig": "MetricName SampledRequestsEnabled CloudWatchMetricsEnabled",
    "CertificateManager.DomainValidationOption": "DomainName HostedZoneId ValidationDomain",
    "StepFunctions.LoggingConfiguration": "Level IncludeExecutionData Destinations",
    "StepFunctions.EncryptionConfiguration": "Type KmsKeyId KmsDataKeyReusePeriodSeconds",
    "RDS.ServerlessV2ScalingConfiguration": "MinCapacity MaxCapacity SecondsUntilAutoPause",
    "RDS.MasterUserSecret": "KmsKeyId",
    "RDS.AuthFormat": "AuthScheme SecretArn IAMAuth Description ClientPasswordAuthType",
    "RDS.ConnectionPoolConfigurationInfoFormat": "MaxConnectionsPercent MaxIdleConnectionsPercent ConnectionBorrowTimeout"
    " InitQuery SessionPinningFilters",
    "ElastiCache.LogDeliveryConfigurationRequest": "LogType LogFormat DestinationType DestinationDetails",
    "ElastiCache.NodeGroupConfiguration": "NodeGroupId Slots ReplicaCount PrimaryAvailabilityZone ReplicaAvailabilityZones",
    "DynamoDB.ReplicaSpecification": "Region TableClass GlobalSecondaryIndexes ReadProvisionedThroughputSettings"
    " ReadOnDemandThroughputSettings PointInTimeRecoverySpecification SSESpecification ContributorInsightsSpecification"
    " KinesisStreamSpecification DeletionProtectionEnabled ResourcePolicy Tags",
    "DynamoDB.CapacityAutoScalingSettings": "MinCapacity MaxCapacity SeedCapacity TargetTrackingScalingPolicyConfiguration",
    "DynamoDB.TargetTrackingScalingPolicyConfiguration": "TargetValue ScaleOutCooldown ScaleInCooldown DisableScaleIn",
    "DynamoDB.GlobalSecondaryIndex": "IndexName KeySchema Projection ProvisionedThroughput OnDemandThroughput"
    " WriteProvisionedThroughputSettings ReadProvisionedThroughputSettings WriteOnDemandThroughputSettings"
    " ReadOnDemandThroughputSettings WarmThroughput ContributorInsightsSpecification",
    "DynamoDB.LocalSecondaryIndex": "IndexName KeySchema Projection",
    "DynamoDB.Projection": "ProjectionType NonKeyAttributes",
    "DynamoDB.KeySchema": "AttributeName KeyType",
    "DynamoDB.SSESpecification": "SSEEnabled SSEType KMSMasterKeyId",
    "DynamoDB.StreamSpecification": "StreamViewType",
    "DynamoDB.PointInTimeRecoverySpecification": "PointInTimeRecoveryEnabled RecoveryPeriodInDays",
    "ApplicationAutoScaling.CustomizedMetricSpecification": "Namespace MetricName Dimensions Statistic Unit",
    "ApplicationAutoScaling.TargetTrackingScalingPolicyConfiguration": "PredefinedMetricSpecification"
    " CustomizedMetricSpecification TargetValue ScaleOutCooldown ScaleInCooldown DisableScaleIn",
    "ApplicationAutoScaling.StepScalingPolicyConfiguration": "AdjustmentType StepAdjustments MetricAggregationType"
    " MinAdjustmentMagnitude Cooldown",
    "ApplicationAutoScaling.ScheduledAction": "ScheduledActionName Schedule Timezone StartTime EndTime ScalableTargetAction",
    "ApplicationAutoScaling.ScalableTargetAction": "MinCapacity MaxCapacity",
    "SecretsManager.GenerateSecretString": "SecretStringTemplate GenerateStringKey PasswordLength ExcludeCharacters"
    " ExcludePunctuation ExcludeNumbers ExcludeLowercase ExcludeUppercase IncludeSpace RequireEachIncludedType",
    "SecretsManager.ReplicaRegion": "Region KmsKeyId",
    "S3.ServerSideEncryptionRule": "ServerSideEncryptionByDefault BucketKeyEnabled",
    "S3.ServerSideEncryptionByDefault": "SSEAlgorithm KMSMasterKeyID",
    "S3.Rule": "Id Status Prefix TagFilters ObjectSizeGreaterThan ObjectSizeLessThan ExpirationInDays"
    " ExpiredObjectDeleteMarker NoncurrentVersionExpiration NoncurrentVersionTransitions Transitions"
    " AbortIncompleteMultipartUpload",
    "S3.LifecycleConfiguration": "Rules",
    "S3.LoggingConfiguration": "DestinationBucketName LogFilePrefix",
    "S3.CorsRule": "Id AllowedOrigins AllowedMethods AllowedHeaders ExposedHeaders MaxAge",
    "S3.Transition": "StorageClass TransitionInDays",
    "S3.ReplicationRule": "Id Status Priority Filter DeleteMarkerReplication Destination SourceSelectionCriteria",
    "S3.ReplicationDestination": "Bucket Account StorageClass EncryptionConfiguration AccessControlTranslation"
    " ReplicationTime Metrics",
    "CloudFront.DistributionConfig": "Comment Enabled HttpVersion IPV6Enabled PriceClass DefaultRootObject Aliases"
    " ViewerCertificate WebACLId Origins OriginGroups DefaultCacheBehavior CacheBehaviors CustomErrorResponses",
    "CloudFront.ViewerCertificate": "AcmCertificateArn SslSupportMethod MinimumProtocolVersion",
    "CloudFront.Origin": "Id DomainName OriginPath OriginAccessControlId S3OriginConfig CustomOriginConfig VpcOriginConfig"
    " ConnectionAttempts ConnectionTimeout OriginShield",
    "CloudFront.S3OriginConfig": "OriginAccessIdentity",
    "CloudFront.CustomOriginConfig": "OriginProtocolPolicy OriginSSLProtocols HTTPPort HTTPSPort OriginReadTimeout"
    " OriginKeepaliveTimeout",
    "CloudFront.VpcOriginConfig": "VpcOriginId OriginReadTimeout OriginKeepaliveTimeout",
    "CloudFront.VpcOriginEndpointConfig": "Name Arn OriginProtocolPolicy OriginSSLProtocols HTTPPort HTTPSPort",
    "CloudFront.OriginGroup": "Id FailoverCriteria Members",
    "CloudFront.StatusCodes": "Quantity Items",
    "CloudFront.OriginGroupMembers": "Quantity Items",
    "CloudFront.OriginGroups": "Quantity Items",
    "CloudFront.DefaultCacheBehavior": "TargetOriginId ViewerProtocolPolicy AllowedMethods CachedMethods Compress"
    " CachePolicyId OriginRequestPolicyId ResponseHeadersPolicyId TrustedKeyGroups FunctionAssociations"
    " LambdaFunctionAssociations",
    "CloudFront.CacheBehavior": "PathPattern TargetOriginId ViewerProtocolPolicy AllowedMethods CachedMethods Compress"
    " CachePolicyId OriginRequestPolicyId ResponseHeadersPolicyId TrustedKeyGroups FunctionAssociations"
    " LambdaFunctionAssociations",
    "CloudFront.LambdaFunctionAssociation": "EventType LambdaFunctionARN",
    "CloudFront.FunctionAssociation": "EventType FunctionARN",
    "CloudFront.CustomErrorResponse": "ErrorCode ResponseCode ResponsePagePath ErrorCachingMinTTL",
    "CloudFront.CachePolicyConfig": "Name Comment MinTTL DefaultTTL MaxTTL ParametersInCacheKeyAndForwardedToOrigin",
    "CloudFront.ParametersInCacheKeyAndForwardedToOrigin": "HeadersConfig CookiesConfig QueryStringsConfig"
    " EnableAcceptEncodingGzip EnableAcceptEncodingBrotli",
    "CloudFront.OriginRequestPolicyConfig": "Name Comment HeadersConfig CookiesConfig QueryStringsConfig",
    "CloudFront.HeadersConfig": "HeaderBehavior Headers",
    "CloudFront.CookiesConfig": "CookieBehavior Cookies",
    "CloudFront.QueryStringsConfig": "QueryStringBehavior QueryStrings",
    "CloudFront.ResponseHeadersPolicyConfig": "Name Comment SecurityHeadersConfig",
    "CloudFront.SecurityHeadersConfig": "StrictTransportSecurity ContentTypeOptions FrameOptions ReferrerPolicy"
    " ContentSecurityPolicy",
    "CloudFront.StrictTransportSecurity": "AccessControlMaxAgeSec IncludeSubdomains Preload Override",
    "CloudFront.FrameOptions": "FrameOption Override",
    "CloudFront.ReferrerPolicy": "ReferrerPolicy Override",
    "CloudFront.ContentSecurityPolicy": "ContentSecurityPolicy Override",
    "CloudFront.OriginAccessControlConfig": "Name Description OriginAccessControlOriginType SigningBehavior SigningProtocol",
    "CloudFront.FunctionConfig": "Comment Runtime",
    "CloudFront.PublicKeyConfig": "Name Comment CallerReference EncodedKey",
    "CloudFront.KeyGroupConfig": "Name Comment Items",
    "Route53.GeoLocation": "ContinentCode CountryCode SubdivisionCode",
    "Route53.AliasTarget": "DNSName HostedZoneId EvaluateTargetHealth",
    "Route53.HealthCheckConfig": "Type FullyQualifiedDomainName IPAddress Port ResourcePath SearchString EnableSNI"
    " RequestInterval FailureThreshold MeasureLatency Inverted Regions ChildHealthChecks HealthThreshold AlarmIdentifier"
    " InsufficientDataHealthStatus RoutingControlArn",
}

# Where the registry says less than the documentation: Rust types of single properties.
TEXTS = "IndexMap<String, Value<String>>"
OVERRIDES = {
    "AWS::IAM::ManagedPolicy.PolicyDocument": "PolicyDocument",
    "AWS::DynamoDB::Table.KeySchema": "Vec<KeySchema>",
    "AWS::DynamoDB::GlobalTable.KeySchema": "Vec<KeySchema>",
    "DynamoDB.LocalSecondaryIndex.KeySchema": "Vec<KeySchema>",
    "AWS::ElastiCache::ParameterGroup.Properties": TEXTS,
    "AWS::DAX::Cluster.Tags": TEXTS,
    "AWS::DAX::ParameterGroup.ParameterNameValues": TEXTS,
    "AWS::RDS::DBParameterGroup.Parameters": TEXTS,
    "AWS::RDS::DBClusterParameterGroup.Parameters": TEXTS,
    "AWS::ApiGateway::Method.RequestParameters": "IndexMap<String, Value<bool>>",
    "ApiGateway.MethodResponse.ResponseParameters": "IndexMap<String, Value<bool>>",
    "ApiGateway.ApiStage.Throttle": "IndexMap<String, ThrottleSettings>",
    "StepFunctions.DefinitionSubstitutions": TEXTS,
    "EC2.NetworkInterface.DeviceIndex": "Value<i64>",
}
# Most arguments of a constructor: with more, clippy says, nobody can tell them apart.
MOST_ARGUMENTS = 7
POLICIES = {"PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy", "Policy"}
SCALARS = {"s": "String", "i": "i64", "n": "Number", "b": "bool", "bs": "bool", "as": "String"}
WORDS = {"s": "Text", "i": "Whole number", "n": "Number", "b": "Boolean", "bs": "Boolean", "as": "Text"}
KEYWORDS = {"type", "match", "ref", "use", "move", "in", "for", "static", "where", "loop", "fn", "mod", "as", "final", "enum", "override"}


def words(name):
    """CidrBlock -> cidr_block, MultiAZEnabled -> multi_az_enabled."""
    for odd, even in (("ARNs", "Arns"), ("AZs", "Azs"), ("VPCs", "Vpcs"), ("MiB", "Mib"), ("GiB", "Gib")):
        name = name.replace(odd, even)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def pascal(words):
    return "".join(part[:1].upper() + part[1:] for part in words.split("_"))


class Service:
    """The structs of one service: one for each resource and one for each definition that they reach."""

    def __init__(self, name, shapes, types):
        self.name, self.shapes, self.types = name, shapes, types
        self.resources = {t.split("::")[2] for t in types}
        self.structs = {}
        self.names = self.nested_names()

    def nested_names(self):
        """Definitions that say the same in several types share a struct; others get the type's name in front."""
        bodies = {}
        for t in self.types:
            for d, shape in self.reached(t).items():
                body = [(p, required, self.kind(s)) for p, s, required in self.pick(f"{self.name}.{d}", shape)]
                bodies.setdefault(d, {}).setdefault(json.dumps(body), []).append(t)
        names = {}
        for d, variants in bodies.items():
            for owners in variants.values():
                for t in owners:
                    own = len(variants) > 1 or d in self.resources
                    names[t, d] = pascal(words(t.split("::")[2] + d if own else d))
        return names

    def reached(self, t):
        """The definitions that the listed properties of a type lead to."""
        definitions, found = self.shapes[t].get("d", {}), {}
        todo = [(p, self.shapes[t]["p"][p]) for p in RESOURCES[t].split() if p in self.shapes[t]["p"]]
        while todo:
            name, shape = todo.pop()
            if name in definitions and not shape.keys() & {"$", "i", "p"} and name in OVERRIDES.get(f"{t}.{name}", ""):
                shape = {"$": name}
            if "$" in shape:
                name = shape["$"]
                shape = definitions.get(name, {})
            shape = self.items(shape)
            if "$" in shape:
                todo.append((name, shape))
            elif "p" in shape and name not in found:
                found[name] = shape
                todo += [(p, s) for p, s, _ in self.pick(f"{self.name}.{name}", shape)]
        return found

    @staticmethod
    def items(shape):
        return shape["i"] if shape.get("t") == "a" and "i" in shape else shape

    @staticmethod
    def kind(shape):
        return shape.get("$") or [shape.get("t", "s"), shape.get("i", {}).get("$")]

    def pick(self, key, shape):
        """The allowed properties of a nested object, in order."""
        props, required = shape.get("p", {}), set(shape.get("r", []))
        listed = NESTED.get(key)
        order = listed.split() if listed else sorted(props, key=lambda p: (p not in required, p))
        return [(p, props[p], p in required) for p in order if p in props]

    def rust_type(self, t, key, prop, shape):
        """The field's type without Option, and whether it is left out by being empty."""
        override = OVERRIDES.get(f"{key}.{prop}") or OVERRIDES.get(f"{self.name}.{shape.get('$', '')}")
        if override:
            for d in re.findall(r"\b[A-Z]\w+", override):
                if d in self.shapes[t].get("d", {}):
                    override = override.replace(d, self.nested(t, d, self.shapes[t]["d"][d]))
            return override
        if "$" in shape:
            d = shape["$"]
            target = self.shapes[t]["d"].get(d, {})
            if set(target.get("p", {})) == {"Key", "Value"}:
                return "Tag"
            if "p" in target and target.get("t", "o") in ("o", "a"):
                return self.nested(t, d, target)
            return self.rust_type(t, key, prop, target)
        kind = shape.get("t")
        if kind == "a":
            return f"Vec<{self.rust_type(t, key, prop, shape.get('i', {}))}>"
        if kind == "o" and "p" in shape:
            return self.nested(t, prop, shape)
        if prop in POLICIES and kind in ("o", "os"):
            return "PolicyDocument"
        if kind in SCALARS:
            return f"Value<{SCALARS[kind]}>"
        if kind is None and ("e" in shape or "minl" in shape or "f" in shape):
            return "Value<String>"
        if kind == "o" and (prop.endswith(("Parameters", "Templates", "Models", "Variables", "Overrides"))):
            return TEXTS
        return "Json"

    def nested(self, t, d, shape):
        shape = self.items(shape)
        name = self.names[t, d]
        if name not in self.structs:
            self.structs[name] = None
            key = f"{self.name}.{d}"
            self.structs[name] = self.struct(name, f"`{d}` of {t}.", t, key, self.pick(key, shape))
        return name

    def resource(self, t):
        name, shape = pascal(words(t.split("::")[2])), self.shapes[t]
        required = set(shape.get("r", []))
        unknown = [p for p in RESOURCES[t].split() if p not in shape["p"]]
        missing = required - set(RESOURCES[t].split())
        if unknown or missing:
            sys.exit(f"{t}: unknown {unknown}, required but not listed {sorted(missing)}")
        self.structs[name] = None
        props = [(p, shape["p"][p], p in required) for p in RESOURCES[t].split()]
        text = self.struct(name, f"{t}.", t, t, props)
        text += f'\nimpl crate::documents::cloudformation::Resource for {name} {{\n    const TYPE: &\'static str = "{t}";\n}}\n'
        self.structs[name] = text

    def struct(self, name, doc, t, key, props):
        head = ["", f"/// {doc}", "#[derive(Debug, Clone, Default, PartialEq, Serialize)]"]
        head += ['#[serde(rename_all = "PascalCase")]', f"pub struct {name} {{"]
        lines, args = [], []
        for prop, shape, required in props:
            kind = self.rust_type(t, key, prop, shape)
            if kind == name:
                kind = f"Box<{kind}>"
            field = words(prop)
            attributes = [f'rename = "{prop}"'] if pascal(field) != prop else []
            if required:
                args.append((field, kind))
            elif kind.startswith(("Vec<", "IndexMap<")):
                attributes.append(f'skip_serializing_if = "{kind.split("<")[0]}::is_empty"')
            else:
                kind = f"Option<{kind}>"
                attributes.append('skip_serializing_if = "Option::is_none"')
            lines.append(f"    /// {self.describe(t, shape, required)}")
            if attributes:
                lines.append(f"    #[serde({', '.join(attributes)})]")
            raw = f"r#{field}" if field in KEYWORDS else field
            lines.append(f"    pub {raw}: {kind},")
        out = head + lines + ["}"]
        # More are read better by their names.
        if 0 < len(args) <= MOST_ARGUMENTS:
            out += self.constructor(name, args, len(args) == len(props))
        return "\n".join(out) + "\n"

    @staticmethod
    def constructor(name, args, complete):
        rows = [(f"r#{f}" if f in KEYWORDS else f, k) for f, k in args]
        given = ", ".join(f"{f}: impl Into<{k}>" if k.startswith("Value<") else f"{f}: {k}" for f, k in rows)
        sets = ", ".join(f"{f}: {f}.into()" if k.startswith("Value<") else f for f, k in rows)
        rest = "" if complete else ", ..Self::default()"
        return ["", f"impl {name} {{", "    /// With what AWS requires; the rest is unset.",
                f"    pub fn new({given}) -> Self {{", f"        Self {{ {sets}{rest} }}", "    }", "}"]

    def describe(self, t, shape, required):
        """What the registry knows of a property: required, kind, values, bounds."""
        while "$" in shape:
            shape = self.shapes[t]["d"].get(shape["$"], {})
        parts = ["Required." if required else ""]
        kind, item = shape.get("t"), shape.get("i", {})
        if kind == "a":
            low, high = shape.get("mini"), shape.get("maxi")
            size = f", {low if low is not None else 0} to {high} items" if high else ""
            parts.append(f"List{size}.")
        elif kind in WORDS or "e" in shape:
            bounds = [shape.get("min", shape.get("minl")), shape.get("max", shape.get("maxl"))]
            unit = " characters" if "maxl" in shape else ""
            text = WORDS.get(kind, "Text")
            if bounds[1] is not None:
                text += f", {bounds[0] if bounds[0] is not None else 0} to {bounds[1]}{unit}"
            elif bounds[0] is not None and "min" in shape:
                text += f", at least {bounds[0]}"
            parts.append(text + ".")
        elif kind == "os":
            parts.append("JSON document.")
        else:
            parts.append("Block.")
        values = shape.get("e") or item.get("e")
        if values and len(values) <= 24:
            parts.append("One of " + ", ".join(f"`{v}`" for v in values) + ".")
        return " ".join(p for p in parts if p)

    def text(self):
        for t in self.types:
            self.resource(t)
        body = "".join(self.structs[n] for n in self.structs)
        uses = ["use serde::Serialize;"]
        if "IndexMap<" in body:
            uses.insert(0, "use indexmap::IndexMap;")
        ours = [n for n in ("Json", "Number", "Tag", "Value") if re.search(rf"[<( ]{n}\b", body)]
        uses += ["", f"use crate::documents::cloudformation::{{{', '.join(ours)}}};"]
        if re.search(r"\bPolicyDocument\b[,>)]", body):
            uses.append("use crate::documents::iam::PolicyDocument;")
        head = f"//! Resources of AWS::{self.name}.\n//!\n//! Generated by tools/cfn_types.py from the registry shapes: change the"
        return head + " lists there, not this file.\n\n" + "\n".join(uses) + "\n" + body


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    source = sys.argv[1] if len(sys.argv) > 1 else os.path.join(root, "src/facts/tables/shapes.tsv")
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(root, "src/documents/cloudformation/resources")
    with open(source, encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t", 1) for line in file if not line.startswith("#") and "\t" in line)
        shapes = {name: json.loads(shape) for name, shape in rows if name in RESOURCES}
    absent = sorted(set(RESOURCES) - set(shapes))
    if absent:
        sys.exit(f"not in {source}: {', '.join(absent)}")
    used = {k for k in NESTED if k.split(".")[1] in {d for t in shapes if t.split("::")[1] == k.split(".")[0]
            for d in list(shapes[t].get("d", {})) + list(shapes[t]["p"])}}
    if set(NESTED) - used:
        sys.exit(f"no such definition: {', '.join(sorted(set(NESTED) - used))}")
    os.makedirs(out, exist_ok=True)
    services = sorted({t.split("::")[1] for t in RESOURCES})
    files = []
    for service in services:
        types = [t for t in RESOURCES if t.split("::")[1] == service]
        files.append(os.path.join(out, f"{service.lower()}.rs"))
        with open(files[-1], "w", encoding="utf-8") as file:
            file.write(Service(service, shapes, types).text())
    files.append(os.path.join(out, "mod.rs"))
    with open(files[-1], "w", encoding="utf-8") as file:
        file.write("//! Typed resources, one file a service; the types that synth emits and no others.\n//!\n")
        file.write("//! Generated by tools/cfn_types.py from the registry shapes: change the lists there, not these files.\n\n")
        file.write("".join(f"pub mod {s.lower()};\n" for s in services))
    subprocess.run(["rustfmt", "--edition", "2024", "--config-path", root, files[-1]], check=True)


if __name__ == "__main__":
    main()
