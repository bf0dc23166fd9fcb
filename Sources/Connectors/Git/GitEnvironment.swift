import Foundation

/// What git gets to see of the world, so that neither a clone nor a careless shell can steer it.
enum GitEnvironment {
    /// For looking at a clone in place: the user's own settings hold, because they say which clones to trust.
    ///
    /// Nothing may be fetched: a partial clone would run what its own configuration names.
    static func inspecting() -> [String: String] {
        inherited().merging([
            "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_REPLACE_OBJECTS": "1",
        ]) { $1 }
    }

    /// For reading through a shadow: no settings of anybody.
    static func reading(_ folder: String) -> [String: String] {
        var variables = inherited().filter { ["PATH", "TMPDIR", "LD_LIBRARY_PATH"].contains($0.key) }
        variables.merge([
            "GIT_DIR": folder, "HOME": folder, "XDG_CONFIG_HOME": folder, "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_REPLACE_OBJECTS": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1",
            "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_FLUSH": "0", "GIT_PAGER": "cat",
        ]) { $1 }
        return variables
    }

    /// For talking to another host: the user's settings and credential helpers hold, and nobody is asked.
    static func fetching() -> [String: String] {
        inherited(keeping: [
            "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
        ])
        .merging(["GIT_ALLOW_PROTOCOL": "https:http:ssh:git:file"]) { $1 }
    }

    private static func inherited(keeping kept: Set<String> = []) -> [String: String] {
        var variables = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("GIT_") || kept.contains(name)
        }
        variables["LC_ALL"] = "C"
        variables["GIT_TERMINAL_PROMPT"] = "0"
        return variables
    }
}
