import CMalloc

/// Memory that a history took while it was measured.
enum FreedMemory {
    /// Hands it back to the system. The allocator would keep it for the next time, and a server that measures seldom would
    /// look as large as its largest history for ever. Costs a few milliseconds.
    static func giveBack() { give_back_free_memory() }
}
