/// Markup that is safe to send.
///
/// A literal is markup, an interpolated string is text and gets escaped, and only another `HTML` goes in as it is:
///
///     let row: HTML = "<li title=\"\(path)\">\(name(path))</li>"
///
/// Attributes must be quoted in the literal; then no text can leave the attribute it stands in.
package struct HTML: Hashable, Sendable {
    package private(set) var text: String

    package static let empty = HTML(markup: "")

    package var isEmpty: Bool { text.isEmpty }

    /// Takes text as markup. Only for what this module made itself, such as a stylesheet from the binary.
    init(markup: String) {
        text = markup
    }

    /// Plain text, escaped.
    package init(_ plain: String) {
        text = ""
        text.appendEscaped(plain)
    }

    package static func + (left: HTML, right: HTML) -> HTML {
        HTML(markup: left.text + right.text)
    }

    package static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }
}

extension HTML: ExpressibleByStringInterpolation {
    package init(stringLiteral value: StaticString) {
        text = value.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
        }

        package mutating func appendInterpolation(_ html: HTML) {
            text += html.text
        }

        package mutating func appendInterpolation(_ plain: String) {
            text.appendEscaped(plain)
        }

        package mutating func appendInterpolation(_ plain: Substring) {
            text.appendEscaped(String(plain))
        }

        package mutating func appendInterpolation(_ whole: some BinaryInteger) {
            text += String(whole)
        }

        /// A length or a coordinate: at most two decimals. Numbers to be read go through `Format`.
        package mutating func appendInterpolation(_ coordinate: Double) {
            text += Format.coordinate(coordinate)
        }

        /// An address for `href` or `src`. What could run a script or hide its host becomes `#`.
        package mutating func appendInterpolation(href address: String) {
            text.appendEscaped(Address.safe(address))
        }
    }
}
