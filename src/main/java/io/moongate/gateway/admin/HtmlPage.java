package io.moongate.gateway.admin;

/** The plain page that the server in front of the Admin API shows for what never reaches it. */
record HtmlPage(String html) {

    static HtmlPage of(int status, String reason) {
        String title = status + " " + reason;
        return new HtmlPage("<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n</body>\r\n</html>\r\n");
    }
}
