package dev.berth.registry.storage.s3;

import dev.berth.registry.s3.ObjectServers;

class MinioContractIT extends S3StorageContract {
    @Override
    ObjectServers server() {
        return ObjectServers.MINIO;
    }
}
