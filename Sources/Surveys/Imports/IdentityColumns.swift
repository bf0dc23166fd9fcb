import Foundation

/// Which columns of an export tell about people, machines and moments instead of answers.
enum IdentityColumns {
    /// Names of columns, in small letters without anything but letters and digits.
    private static let names: Set<String> = [
        "id", "no", "responseid", "submitdate", "datesubmitted", "lastpage", "startlanguage", "language", "seed",
        "token",
        "accesscode", "startdate", "datestarted", "datestamp", "datelastaction", "ipaddr", "ipaddress", "ip", "refurl",
        "referrerurl", "referrer", "firstname", "lastname", "name", "fullname", "username", "email", "emailaddress",
        "mail",
        "phone", "phonenumber", "totaltime", "interviewtime", "timestamp", "createdat", "updatedat", "created", "date",
        "time",
        "finished", "surveyid", "pollid", "accountid", "slideid", "participantid", "participant", "personid", "userid",
        "user",
        "contactid", "contact", "singleuseid", "suid", "displayid", "endingid", "metadata", "meta", "useragent",
        "browser",
        "os", "device", "country", "region", "city", "latitude", "longitude", "url", "source", "action", "notes",
        "tags",
        "ordervalue", "orderid", "customerid", "valuetype", "quotas", "quota", "status",
    ]
    private static let beginnings = [
        "attribute", "grouptime", "questiontime", "ipdetails", "contactattribute", "hidden",
    ]

    /// Of a column called "email. Email address", as LimeSurvey writes both code and title, either part counts.
    static func tells(_ name: String) -> Bool {
        let parts = [name] + name.components(separatedBy: ". ")
        return parts.map(plain).contains { part in
            names.contains(part) || beginnings.contains { part.hasPrefix($0) }
        }
    }

    /// Whether what stands in a column looks like addresses, ids or moments, whatever the column is called.
    static func tells(_ values: [String]) -> Bool {
        let given = values.filter { !$0.isEmpty }
        guard !given.isEmpty else { return false }
        let telling = given.count { value in
            value.contains(/^[^\s@]+@[^\s@]+\.[^\s@]+$/) || value.contains(/^[0-9A-Fa-f-]{20,}$/)
                || value.contains(/^\d{1,3}(\.\d{1,3}){3}$/) || value.contains(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/)
        }
        return telling * 2 > given.count
    }

    static func plain(_ name: String) -> String { String(name.lowercased().filter { $0.isLetter || $0.isNumber }) }
}
