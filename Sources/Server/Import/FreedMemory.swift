import CMalloc

/// Memory that a history took while it was measured, or a page while it was drawn.
package enum FreedMemory {
    /// Keeps what is free in few places, so that one thread uses what another one freed. To be called before any thread is
    /// started.
    package static func share() { share_memory_stores() }

    /// Hands it back to the system. The allocator would keep it for the next time, and a server that measures seldom would
    /// look as large as its largest history for ever. Costs a few milliseconds.
    static func giveBack() { give_back_free_memory() }
}
