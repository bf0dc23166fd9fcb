import Interface

/// Every component in every state, for those who work on the look. Served in development only.
struct GalleryRoom: Feature {
    let frame: Frame

    var routes: [Route] {
        [.get("/gallery") { _, _ in frame.answer(Gallery()) }]
    }
}
