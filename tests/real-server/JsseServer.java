// A TLS server on Java's own stack, which shares no code with OpenSSL. It answers every request with a short page.
//   java JsseServer.java KEYSTORE PASSWORD PROTOCOLS SUITES     prints "port N"; both lists are separated by commas
import java.io.FileInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.Security;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

public class JsseServer {
    public static void main(String[] arguments) throws Exception {
        Security.setProperty("jdk.tls.disabledAlgorithms", "");
        Security.setProperty("jdk.tls.legacyAlgorithms", "");
        Security.setProperty("jdk.certpath.disabledAlgorithms", "");
        char[] password = arguments[1].toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = new FileInputStream(arguments[0])) {
            store.load(file, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        SSLServerSocket server =
            (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, loopback);
        server.setEnabledProtocols(arguments[2].split(","));
        server.setEnabledCipherSuites(arguments[3].split(","));
        System.out.println("port " + server.getLocalPort());
        System.out.flush();
        while (true) {
            SSLSocket connection = (SSLSocket) server.accept();
            new Thread(() -> answer(connection)).start();
        }
    }

    private static void answer(SSLSocket connection) {
        try (connection) {
            connection.setSoTimeout(5000);
            byte[] request = new byte[4096];
            if (connection.getInputStream().read(request) > 0)
                connection.getOutputStream().write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes());
        } catch (Exception broken) {
            // A hello that was only a question ends like this.
        }
    }
}
