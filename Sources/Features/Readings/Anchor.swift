import Interface

/// Words that lead somewhere. `Link` is the address, an anchor is what stands in the page.
package typealias Anchor = Interface.Link

extension Link {
    func anchor(_ text: String) -> Anchor { Anchor(text, to: path) }
}
