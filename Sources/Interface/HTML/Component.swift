/// A piece of a page that is drawn the same way everywhere: in a page, in a live update, in a test.
package protocol Component: Sendable {
    var html: HTML { get }
}

extension HTML.StringInterpolation {
    package mutating func appendInterpolation(_ component: some Component) {
        appendInterpolation(component.html)
    }

    package mutating func appendInterpolation(_ component: (some Component)?) {
        if let component { appendInterpolation(component.html) }
    }
}
