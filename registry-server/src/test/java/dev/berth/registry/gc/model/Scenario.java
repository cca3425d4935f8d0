package dev.berth.registry.gc.model;

import dev.berth.registry.gc.model.Thing.Kind;

/// What clients do while collectors run. All that is there at the start is old, and garbage unless it is tagged.
enum Scenario {
    /// Asks for an old blob, uploads it when it is not there, and pushes an image of it.
    PUSH_OVER_OLD_BLOB {
        @Override
        void set(Registry registry) {
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, blob);
            registry.stored(blob);
            registry.pusher("the client").upload(blob).put(image).then();
        }
    },
    /// The same, where the blob was condemned long ago.
    PUSH_OVER_CONDEMNED_BLOB {
        @Override
        void set(Registry registry) {
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, blob);
            registry.condemned(blob);
            registry.pusher("the client").upload(blob).put(image).then();
        }
    },
    /// With the repository's own link to the blob.
    PUSH_OVER_OLD_LINK {
        @Override
        void set(Registry registry) {
            Thing link = registry.thing("the link", Kind.LINK);
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, link, blob);
            registry.stored(link, blob);
            registry.pusher("the client").upload(link, blob).put(image).then();
        }
    },
    /// Mounts an old blob from elsewhere, where nothing needs it either.
    PUSH_WITH_MOUNT {
        @Override
        void set(Registry registry) {
            Thing source = registry.thing("the link elsewhere", Kind.LINK);
            Thing link = registry.thing("the link", Kind.LINK);
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, link, blob);
            registry.stored(source, blob);
            registry.pusher("the client").mount(source, blob, link).put(image).then();
        }
    },
    /// Pushes an image that is there without a tag, and asks for nothing before.
    TAG_OLD_IMAGE {
        @Override
        void set(Registry registry) {
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, blob);
            registry.stored(blob, image);
            registry.pusher("the client").put(image).then();
        }
    },
    /// Pushes a manifest of nothing else, which was condemned long ago.
    TAG_CONDEMNED_MANIFEST {
        @Override
        void set(Registry registry) {
            Thing manifest = registry.thing("the manifest", Kind.MANIFEST);
            registry.condemned(manifest);
            registry.pusher("the client").put(manifest).then();
        }
    },
    /// Pushes an index of an old image, of whose blobs it knows nothing.
    INDEX_OF_OLD_IMAGE {
        @Override
        void set(Registry registry) {
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, blob);
            Thing index = registry.thing("the index", Kind.MANIFEST, image);
            registry.stored(blob, image);
            registry.pusher("the client").put(index).then();
        }
    },
    /// Pushes an index of an old index.
    INDEX_OF_OLD_INDEX {
        @Override
        void set(Registry registry) {
            Thing image = registry.thing("the image", Kind.MANIFEST);
            Thing inner = registry.thing("the inner index", Kind.MANIFEST, image);
            Thing outer = registry.thing("the outer index", Kind.MANIFEST, inner);
            registry.stored(image, inner);
            registry.pusher("the client").put(outer).then();
        }
    },
    /// Pulls what another client was told is pushed.
    PULL_AFTER_PUSH {
        @Override
        void set(Registry registry) {
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, blob);
            registry.stored(blob, image);
            Pusher client = registry.pusher("the client");
            client.put(image).then();
            registry.pusher("the other client").pullAfter(client, image).then();
        }
    },
    /// Pushes a tag again that retention has just judged.
    PUSH_OF_EXPIRED_TAG {
        @Override
        void set(Registry registry) {
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, blob);
            registry.stored(blob, image).tagged(image);
            registry.pusher("the client").put(image).then();
            registry.pusher("the retention").expire().then();
        }
    },
    /// Deletes a tag that another client pushes again.
    PUSH_OF_DELETED_IMAGE {
        @Override
        void set(Registry registry) {
            Thing blob = registry.thing("the blob", Kind.BLOB);
            Thing image = registry.thing("the image", Kind.MANIFEST, blob);
            registry.stored(blob, image).tagged(image);
            registry.pusher("the client").upload(blob).put(image).then();
            registry.pusher("the other client").delete().get(image).then();
        }
    };

    abstract void set(Registry registry);
}
