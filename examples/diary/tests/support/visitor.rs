//! A browser as HTTP alone, which sends what no browser would, too.

use gosuslugi_stand::Stand;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};

/// A diary that a visitor finds, with the portal that it signs people in through.
pub(crate) trait Site {
    /// An address of the diary.
    fn url(&self, path: &str) -> String;
    /// The portal.
    fn stand(&self) -> &Stand;
    /// The password of a member of staff.
    fn password_of(&self, login: &str) -> String;
}

/// Keeps cookies and follows nothing.
pub(crate) struct Visitor {
    http: Client,
    pub(crate) cookies: Vec<String>,
    /// Whom a proxy on the way says that it speaks for (X-Forwarded-For).
    pub(crate) sender: Option<String>,
}

impl Visitor {
    pub(crate) fn new() -> Self {
        let http = Client::builder().redirect(redirect::Policy::none()).no_proxy();
        // A connection for each request: a proxy is asked anew who answers.
        let http = http.pool_max_idle_per_host(0).build().unwrap();
        Self { http, cookies: Vec::new(), sender: None }
    }

    pub(crate) async fn get(&mut self, address: &str) -> Response {
        self.try_get(address).await.unwrap()
    }

    /// The same where whoever answers may be gone.
    pub(crate) async fn try_get(&mut self, address: &str) -> reqwest::Result<Response> {
        let response = self.with_headers(self.http.get(address)).send().await?;
        Ok(self.keep(response))
    }

    pub(crate) async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Response {
        self.send(Method::POST, address, fields).await
    }

    /// Sends a form by any method.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        address: &str,
        fields: &[(&str, &str)],
    ) -> Response {
        let request = self.with_headers(self.http.request(method, address)).form(fields);
        self.keep(request.send().await.unwrap())
    }

    fn with_headers(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request.header(COOKIE, self.cookies.join("; "));
        match &self.sender {
            Some(sender) => request.header("x-forwarded-for", sender),
            None => request,
        }
    }

    /// Sends a form with a file, as a browser does; `name` is empty where none was chosen.
    pub(crate) async fn post_file(
        &mut self,
        address: &str,
        csrf: &str,
        name: &str,
        file: &[u8],
    ) -> Response {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--edge\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        self.post_form(address, body).await
    }

    /// Sends a body as it is, under the name of a form with a file whose edge is `--edge`.
    pub(crate) async fn post_form(&mut self, address: &str, body: Vec<u8>) -> Response {
        let request = self.with_headers(self.http.post(address));
        let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=edge");
        let response = request.body(body).send().await.unwrap();
        self.keep(response)
    }

    /// The text of a page.
    pub(crate) async fn page(&mut self, address: &str) -> String {
        self.get(address).await.text().await.unwrap()
    }

    fn keep(&mut self, response: Response) -> Response {
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let name = pair.split('=').next().unwrap().to_owned();
            self.cookies.retain(|kept| !kept.starts_with(&format!("{name}=")));
            self.cookies.push(pair);
        }
        response
    }

    /// Begins a pupil's sign-in; the address at the stand.
    pub(crate) async fn begin(&mut self, site: &impl Site) -> String {
        location(&self.get(&site.url("/login")).await)
    }

    /// Begins a sign-in and lets the stand's robot grant it as this person; the way back.
    pub(crate) async fn grant(&mut self, site: &impl Site, person: &str) -> String {
        let address = self.begin(site).await;
        site.stand().callback_for(&address, person).expect("the stand accepts our request")
    }

    /// Signs in as a parent; the answer to the way back.
    pub(crate) async fn enter_as_parent(&mut self, site: &impl Site, person: &str) -> Response {
        let address = location(&self.get(&site.url("/login/parent")).await);
        let back = site.stand().callback_for(&address, person).expect("the stand accepts it");
        self.get(&back).await
    }

    /// The page of a parent who is let in.
    pub(crate) async fn family(&mut self, site: &impl Site, person: &str) -> String {
        let response = self.enter_as_parent(site, person).await;
        assert_eq!(location(&response), "/family", "{person}");
        self.page(&site.url("/family")).await
    }

    /// Signs in at the desk as one of the invented staff.
    pub(crate) async fn sit_down(&mut self, site: &impl Site, login: &str) {
        let password = site.password_of(login);
        let page = self.page(&site.url("/desk/sign-in")).await;
        let csrf = field(&page, "csrf");
        let fields = [("csrf", csrf.as_str()), ("login", login), ("password", password.as_str())];
        let response = self.post(&site.url("/desk/sign-in"), &fields).await;
        assert_eq!(location(&response), "/desk", "{login}");
    }

    pub(crate) fn is_signed_in(&self) -> bool {
        self.cookies.iter().any(|cookie| cookie.contains("diary_login=") && cookie.len() > 40)
    }
}

pub(crate) fn location(response: &Response) -> String {
    response.headers().get(LOCATION).expect("a redirect").to_str().unwrap().to_owned()
}

/// The value of the first field of this name on a page.
pub(crate) fn field(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
    rest.split('"').next().unwrap().to_owned()
}

/// The first support code on a page.
pub(crate) fn support_code(page: &str) -> String {
    let (_, rest) = page.split_once("<code").expect("a support code");
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split('<').next().unwrap().to_owned()
}
