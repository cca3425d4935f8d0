package dev.berth.registry.storage.s3;

import dev.berth.registry.s3.ObjectServers;

class S3ProxyContractIT extends S3StorageContract {
    @Override
    ObjectServers server() {
        return ObjectServers.S3PROXY;
    }
}
