/// One question of a form: a label, the control filled in as it was sent, a hint, and what was wrong with it.
package struct Field: Component {
    package enum Control: Sendable {
        case text, search, number, date, email, url
        case lines
        case checkbox
        /// Its form has to be one of `multipart/form-data`.
        case file
        /// What one signs in with.
        case login
        case password, newPassword
        /// What is pasted once and never comes back, in one line or in several.
        case secret, secretLines
        /// A code that an app shows, or a sheet of paper.
        case oneTimeCode
        case select([Option])
    }

    package struct Option: Sendable {
        let value: String
        let title: String

        package init(_ title: String, value: String) {
            self.title = title
            self.value = value
        }
    }

    private let id: String
    private let label: String
    private let key: String
    private let control: Control
    private let value: String
    private let hint: String?
    private let error: String?
    private let isRequired: Bool

    /// - Parameters:
    ///   - name: the field's name in the form; with `form` it makes the ids, which must be unique on the page.
    ///   - value: as it was sent, right or wrong. A checkbox is checked when it is not empty.
    ///   - error: a sentence that says what is wrong and what to do.
    package init(
        _ label: String, name: String, form: String = "form", _ control: Control = .text, value: String = "",
        hint: String? = nil, error: String? = nil, isRequired: Bool = false
    ) {
        id = "\(form)-\(name)"
        self.label = label
        key = name
        self.control = control
        self.value = value
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
    }

    package var html: HTML {
        """
        <div class="field\(when(error != nil, " field--wrong"))"><label for="\(id)">\(label)</label>\
        \(when(hint) { "<p class=\"field__hint\" id=\"\(id)-hint\">\($0)</p>" })\(input)\
        \(when(error) { "<p class=\"field__error\" id=\"\(id)-error\">\($0)</p>" })</div>
        """
    }

    private var input: HTML {
        switch control {
        case .lines: "<textarea\(common) rows=\"4\">\n\(value)</textarea>"
        case .checkbox: "<input type=\"checkbox\"\(common) value=\"on\"\(when(!value.isEmpty, " checked"))>"
        case .file: "<input type=\"file\"\(common)>"
        case .select(let options): "<select\(common)>\(each(options) { choice($0) })</select>"
        // A password never comes back in a page.
        case .secretLines: "<textarea\(common) rows=\"4\" autocomplete=\"off\" spellcheck=\"false\"></textarea>"
        case .password, .newPassword, .secret: "<input type=\"password\"\(common)\(completion)>"
        default: "<input type=\"\(type)\"\(common)\(completion) value=\"\(value)\">"
        }
    }

    private func choice(_ option: Option) -> HTML {
        "<option value=\"\(option.value)\"\(when(option.value == value, " selected"))>\(option.title)</option>"
    }

    private var common: HTML {
        """
         id="\(id)" name="\(key)"\(when(isRequired, " required"))\(attribute("aria-describedby", describedBy))\
        \(when(error != nil, " aria-invalid=\"true\""))
        """
    }

    /// Lets the browser and password managers fill it in.
    private var completion: HTML {
        switch control {
        case .login: " autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\""
        case .password: " autocomplete=\"current-password\""
        case .secret: " autocomplete=\"off\" spellcheck=\"false\""
        case .newPassword: " autocomplete=\"new-password\""
        case .oneTimeCode: " autocomplete=\"one-time-code\" autocapitalize=\"none\" spellcheck=\"false\""
        default: .empty
        }
    }

    private var describedBy: String? {
        let parts = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private var type: String {
        switch control {
        case .search: "search"
        case .number: "number"
        case .date: "date"
        case .email: "email"
        case .url: "url"
        default: "text"
        }
    }
}
